// SPDX-License-Identifier: Apache-2.0
import Outbound
import Synchronization
import Testing

@testable import OutboundCurl

@Suite("A response that is read as a stream", .timeLimit(.minutes(1)))
struct StreamTests {
  let transport: CurlTransport

  init() throws { transport = try CurlTransport() }

  @Test("the head is there before the body, and each piece before the next")
  func pieces() async throws {
    let steps = (0..<3).map { _ in Fact() }
    let server = try ScriptedServer { connection in
      _ = connection.request()
      connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
      steps[0].waitBlocking()
      connection.send("2\r\nab\r\n")
      steps[1].waitBlocking()
      connection.send("1\r\nc\r\n0\r\n\r\n")
      steps[2].waitBlocking()
    }
    let stream = try await transport.stream(OutboundRequest(.get, server.url))
    #expect(stream.head.status == 200)
    steps[0].happen()
    #expect(try await stream.next() == Array("ab".utf8))
    steps[1].happen()
    #expect(try await stream.next() == Array("c".utf8))
    #expect(try await stream.next() == nil)
    #expect(try await stream.next() == nil)
    steps[2].happen()
  }

  @Test("a stream is not asked for in compressed form")
  func uncompressed() async throws {
    let server = try ScriptedServer.answering { $0.answer($1.head) }
    let stream = try await transport.stream(OutboundRequest(.get, server.url))
    #expect(!(try await stream.text()).contains("Encoding"))
  }

  @Test("a response without a length ends with its connection")
  func untilClosed() async throws {
    let server = try ScriptedServer { connection in
      _ = connection.request()
      connection.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nabc")
    }
    #expect(try await transport.stream(OutboundRequest(.get, server.url)).text() == "abc")
  }

  private static let responses = [
    "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n0123\r\n6\r\n456789\r\n0\r\n\r\n",
  ]

  @Test("a response that is cut at any byte fails, after what has come of its body", arguments: responses)
  func cut(response: String) async throws {
    let bytes = Array(response.utf8)
    let server = try ScriptedServer { connection in
      guard let request = connection.request() else { return }
      let count = request.head.split(separator: " ").dropFirst().first.flatMap { Int($0.dropFirst()) } ?? 0
      connection.send(Array(bytes.prefix(count)))
    }
    // libcurl does without the very last byte after the last chunk.
    let needed = response.hasSuffix("0\r\n\r\n") ? bytes.count - 1 : bytes.count
    for count in 0..<needed {
      var received = ""
      let error = await #expect(throws: TransportError.self, "\(count)") {
        let stream = try await transport.stream(OutboundRequest(.get, "\(server.url)/\(count)"))
        while let piece = try await stream.next() { received += String(decoding: piece, as: UTF8.self) }
      }
      #expect(error?.kind == .broken, "\(count): \(String(describing: error))")
      #expect(error?.description.hasPrefix("127.0.0.1:\(server.port): ") == true)
      #expect("0123456789".hasPrefix(received), "\(count)")
      if count == needed - 1 { #expect(received.count >= 9) }
    }
  }

  @Test("a connection that is reset is an error")
  func reset() async throws {
    let received = Fact()
    let server = try ScriptedServer { connection in
      _ = connection.request()
      connection.send("HTTP/1.1 200 OK\r\n\r\nabc")
      received.waitBlocking()
      connection.reset()
    }
    let stream = try await transport.stream(OutboundRequest(.get, server.url))
    #expect(try await stream.next() == Array("abc".utf8))
    received.happen()
    let error = await #expect(throws: TransportError.self) { try await stream.next() }
    #expect(error?.kind == .broken)
  }

  @Test("a reader who does not read stops the sender, and what waits here is bounded")
  func backPressure() async throws {
    let total = 64 << 20
    let stalled = Fact()
    let sent = Mutex(0)
    let server = try ScriptedServer { connection in
      _ = connection.request()
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: \(total)\r\n\r\n")
      let piece = [UInt8](repeating: 7, count: 64 << 10)
      for _ in 0..<(total / piece.count) {
        guard connection.send(piece, whenStalled: { stalled.happen() }) else { break }
        sent.withLock { $0 += piece.count }
      }
      stalled.happen()
      connection.waitForEnd()
    }
    let stream = try await transport.stream(OutboundRequest(.get, server.url))
    await stalled.wait()
    #expect(sent.withLock { $0 } < total)
    var received = 0
    var largest = 0
    while let piece = try await stream.next() {
      received += piece.count
      largest = max(largest, piece.count)
    }
    #expect(received == total)
    // The last bytes that were taken are as many as libcurl reads at once.
    #expect(largest < Limits().unreadBytes + (16 << 10))
    #expect(largest >= Limits().unreadBytes)
  }

  @Test("a slow stream does not hold up its neighbours")
  func neighbours() async throws {
    let stalled = Fact()
    let flood = try ScriptedServer { connection in
      _ = connection.request()
      connection.send("HTTP/1.1 200 OK\r\n\r\n")
      let piece = [UInt8](repeating: 7, count: 64 << 10)
      for _ in 0..<1_024 {
        guard connection.send(piece, whenStalled: { stalled.happen() }) else { break }
      }
      stalled.happen()
    }
    let server = try ScriptedServer.answering { connection, _ in connection.answer("ok") }
    let stream = try await transport.stream(OutboundRequest(.get, flood.url))
    await stalled.wait()
    #expect(try await transport.response(to: OutboundRequest(.get, server.url)).body == Array("ok".utf8))
    withExtendedLifetime(stream) {}
  }
}

extension OutboundStream {
  func text() async throws -> String {
    var bytes: [UInt8] = []
    while let piece = try await next() { bytes += piece }
    return String(decoding: bytes, as: UTF8.self)
  }
}
