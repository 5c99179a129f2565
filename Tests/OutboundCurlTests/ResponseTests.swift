// SPDX-License-Identifier: Apache-2.0
import Foundation
import Outbound
import Synchronization
import Testing

@testable import OutboundCurl

@Suite("A response that is read whole", .timeLimit(.minutes(1)))
struct ResponseTests {
  let transport: CurlTransport

  init() throws { transport = try CurlTransport() }

  @Test("what is sent arrives, and what is answered comes back", arguments: ["GET", "POST", "PUT", "PATCH", "DELETE"])
  func request(method: String) async throws {
    let server = try ScriptedServer.answering { connection, request in
      connection.answer(Array(request.head.utf8) + request.body, fields: ["X-One: 1", "X-Empty:"])
    }
    let body = method == "GET" ? [] : Array("{\"a\":1}".utf8)
    let response = try await transport.response(
      to: OutboundRequest(
        try #require(OutboundRequest.Method(rawValue: method)), server.url + "/a/b?c=d%20e",
        fields: [OutboundField("Content-Type", "application/json"), OutboundField("X-Nothing", "")], body: body))
    #expect(response.head.status == 200)
    #expect(response.head.fields["x-one"] == "1")
    #expect(response.head.fields["x-empty"] == "")
    let text = String(decoding: response.body, as: UTF8.self)
    let lines = text.components(separatedBy: "\r\n")
    #expect(lines.first == "\(method) /a/b?c=d%20e HTTP/1.1")
    #expect(lines.contains("Host: 127.0.0.1:\(server.port)"))
    #expect(lines.contains("Content-Type: application/json"))
    #expect(lines.contains("X-Nothing:"))
    #expect(lines.contains("Content-Length: 7") == (method != "GET"))
    #expect(lines.last == (method == "GET" ? "" : "{\"a\":1}"))
    #expect(!text.contains("Expect"))
  }

  @Test("an empty body of a POST is said to be empty")
  func emptyPost() async throws {
    let server = try ScriptedServer.answering { $0.answer($1.head) }
    let response = try await transport.response(to: OutboundRequest(.post, server.url))
    #expect(String(decoding: response.body, as: UTF8.self).contains("Content-Length: 0\r\n"))
  }

  @Test("a large body arrives whole, sent and received")
  func large() async throws {
    let server = try ScriptedServer.answering { $0.answer($1.body) }
    let body = (0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let response = try await transport.response(to: OutboundRequest(.put, server.url, body: body))
    #expect(response.body == body)
  }

  @Test("chunks are put together, trailers are no fields, and an interim response is none")
  func chunks() async throws {
    let server = try ScriptedServer.answering { connection, _ in
      connection.send(
        "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n")
      connection.send("\r\n2\r\nab\r\n3\r\ncde\r\n0\r\nX-Trailer: 1\r\n\r\n")
    }
    let response = try await transport.response(to: OutboundRequest(.get, server.url))
    #expect(response.head.status == 201)
    #expect(response.head.fields == [OutboundField("Transfer-Encoding", "chunked")])
    #expect(response.body == Array("abcde".utf8))
  }

  @Test("a redirect is an answer like any other")
  func redirect() async throws {
    let server = try ScriptedServer.answering { connection, _ in
      connection.send("HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n")
    }
    let response = try await transport.response(to: OutboundRequest(.get, server.url))
    #expect(response.head.status == 302)
  }

  @Test("a body may be as long as the limit and no longer")
  func limit() async throws {
    let server = try ScriptedServer.answering { connection, _ in connection.answer("123456") }
    var request = OutboundRequest(.get, server.url, responseLimit: 6)
    #expect(try await transport.response(to: request).body.count == 6)
    request.responseLimit = 5
    await #expect(
      throws: TransportError.unreadable(
        "127.0.0.1:\(server.port): the body of the response is longer than 5 bytes")
    ) { try await transport.response(to: request) }
  }

  @Test("a compressed body is asked for and unpacked; the limit counts what comes out of it")
  func compressed() async throws {
    let packed = try Gzip.pack([UInt8](repeating: 0, count: 8 << 20))
    #expect(packed.count < 10_000)
    let server = try ScriptedServer.answering { connection, request in
      guard request.has("Accept-Encoding: gzip") else { return connection.answer("nobody asked for it") }
      connection.answer(packed, fields: ["Content-Encoding: gzip"])
    }
    var request = OutboundRequest(.get, server.url, responseLimit: 8 << 20)
    #expect(try await transport.response(to: request).body == [UInt8](repeating: 0, count: 8 << 20))
    request.responseLimit -= 1
    let error = await #expect(throws: TransportError.self) { try await transport.response(to: request) }
    #expect(try #require(error).description.hasSuffix("longer than 8388607 bytes"))
  }

  @Test("a compression that was not asked for is not undone", arguments: ["br", "zstd", "deflate", "gzip, gzip"])
  func otherCompression(coding: String) async throws {
    let server = try ScriptedServer.answering { connection, _ in
      connection.answer("123456", fields: ["Content-Encoding: \(coding)"])
    }
    let error = await #expect(throws: TransportError.self) {
      try await transport.response(to: OutboundRequest(.get, server.url))
    }
    #expect(
      error == .unreadable("127.0.0.1:\(server.port): the response is compressed in a way that was not asked for"))
  }

  @Test("a connection is used again")
  func reuse() async throws {
    let server = try ScriptedServer.answering { connection, _ in connection.answer("\(connection.number)") }
    for _ in 0..<5 {
      let response = try await transport.response(to: OutboundRequest(.get, server.url))
      #expect(response.body == Array("0".utf8))
    }
    #expect(server.connections == 1)
  }

  @Test("a request that may not be repeated has a connection to itself")
  func ownConnection() async throws {
    let server = try ScriptedServer.answering { connection, _ in connection.answer("\(connection.number)") }
    for (isRepeatable, number) in [(false, "0"), (true, "1"), (false, "2"), (true, "1"), (false, "3")] {
      let request = OutboundRequest(.delete, server.url, isRepeatable: isRepeatable)
      #expect(try await transport.response(to: request).body == Array(number.utf8))
    }
  }

  @Test("two hundred requests are under way at once")
  func concurrency() async throws {
    let count = 200
    let arrived = Mutex(0)
    let isFull = DispatchSemaphore(value: 0)
    let server = try ScriptedServer.answering { connection, request in
      let isLast = arrived.withLock { arrived in
        arrived += 1
        return arrived == count
      }
      if isLast { for _ in 0..<count { isFull.signal() } }
      // Nobody is answered before all have come.
      isFull.wait()
      connection.answer(String(request.head.prefix { $0 != "\r\n" }))
    }
    let request = OutboundRequest(.get, server.url)
    let answers = try await withThrowingTaskGroup(of: String.self) { group in
      for number in 0..<count {
        group.addTask { [transport] in
          var request = request
          request.url += "/\(number)"
          return String(decoding: try await transport.response(to: request).body, as: UTF8.self)
        }
      }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(answers == Set((0..<count).map { "GET /\($0) HTTP/1.1" }))
  }

  @Test("more requests than are allowed at once are refused before anything is sent")
  func tooMany() async throws {
    var limits = Limits()
    limits.requests = 1
    let transport = try CurlTransport(limits)
    let (began, ended) = (Fact(), Fact())
    let silent = try ScriptedServer.silent(began: began, ended: ended)
    let first = Task { try await transport.response(to: OutboundRequest(.get, silent.url)) }
    await began.wait()
    let error = await #expect(throws: TransportError.self) {
      try await transport.response(to: OutboundRequest(.get, silent.url))
    }
    #expect(error?.mayHaveArrived == false)
    #expect(error?.description == "1 requests are under way already, and no more are allowed at once")
    first.cancel()
    await ended.wait()
  }
}
