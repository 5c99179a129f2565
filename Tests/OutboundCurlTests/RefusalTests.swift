// SPDX-License-Identifier: Apache-2.0
import Glibc
import Outbound
import Synchronization
import Testing

@testable import OutboundCurl

@Suite("A request that fails", .timeLimit(.minutes(1)))
struct RefusalTests {
  let transport: CurlTransport

  init() throws { transport = try CurlTransport() }

  private func failure(_ request: OutboundRequest) async throws -> TransportError {
    let error = try #require(
      await #expect(throws: TransportError.self) { try await transport.response(to: request) })
    #expect(!error.description.contains("hidden"))
    return error
  }

  @Test(
    "what is no URL of ours is refused, and not repeated, since there may be a token in it",
    arguments: [
      "", "hidden", "/hidden", "ftp://example.com/hidden", "file:///etc/hidden", "http://", "http://user:hidden@host/",
      "http://host/hidden hidden", "http://host:hidden/", "http://[hidden/", "http://host/hidden\u{0}",
      "http://host/hidden\r\nX: y",
    ])
  func url(url: String) async throws {
    #expect(try await failure(OutboundRequest(.get, url)).kind == .unusable)
  }

  @Test(
    "a field that would be more than one field is refused",
    arguments: [("X", "a\r\nhidden: b"), ("X", "hidden\u{0}"), ("X\r\nY", "hidden"), ("", "hidden"), ("X Y", "hidden")])
  func field(name: String, value: String) async throws {
    let error = try await failure(OutboundRequest(.get, "http://127.0.0.1/", fields: [OutboundField(name, value)]))
    #expect(error.kind == .unusable)
  }

  @Test("a port that nobody listens on is not reached")
  func refused() async throws {
    let port = try ScriptedServer { _ in }.closedPort()
    let error = try await failure(OutboundRequest(.get, "http://127.0.0.1:\(port)/?token=hidden"))
    #expect(error.kind == .unreachable)
    #expect(error.description.hasPrefix("127.0.0.1:\(port): "))
    #expect(error.description.hasSuffix("(Connection refused)"))
  }

  @Test("a server that closes without a word has broken the connection")
  func silence() async throws {
    let server = try ScriptedServer { _ = $0.request() }
    let error = try await failure(OutboundRequest(.post, server.url + "/?hidden", body: [1]))
    #expect(error == .broken("127.0.0.1:\(server.port): Empty reply from server"))
  }

  @Test(
    "what is not HTTP cannot be read",
    arguments: ["hello\r\n\r\n", "HTTP/1.1 hello\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: no\r\n\r\n"])
  func otherProtocol(answer: String) async throws {
    let server = try ScriptedServer { connection in
      _ = connection.request()
      connection.send(answer)
    }
    let error = try await failure(OutboundRequest(.get, server.url))
    #expect(error.kind == .unreadable, "\(error)")
  }

  @Test("a head that is too long is not read, in one line or many", arguments: [1_000, 70_000, 200_000])
  func longHead(line: Int) async throws {
    let server = try ScriptedServer { connection in
      _ = connection.request()
      connection.send("HTTP/1.1 200 OK\r\n")
      while connection.send("X: \(String(repeating: "x", count: line))\r\n") {}
    }
    let error = try await failure(OutboundRequest(.get, server.url))
    #expect(error.kind == .unreadable, "\(error)")
  }

  @Test("a request that changes something is not sent again on a new connection; one that reads is")
  func again() async throws {
    let requests = Mutex<[String]>([])
    let server = try ScriptedServer { connection in
      guard let first = connection.request() else { return }
      requests.withLock { $0.append(first.head) }
      connection.answer("ok")
      guard let second = connection.request() else { return }
      requests.withLock { $0.append(second.head) }
    }
    let get = OutboundRequest(.get, server.url)
    let post = OutboundRequest(.post, server.url, body: Array("{}".utf8))
    #expect(try await transport.response(to: get).body == Array("ok".utf8))
    #expect(try await failure(post).kind == .broken)
    #expect(requests.withLock { $0.count } == 2)
    #expect(try await transport.response(to: get).body == Array("ok".utf8))
    #expect(try await transport.response(to: get).body == Array("ok".utf8))
    #expect(requests.withLock { $0.map { $0.prefix(4) } } == ["GET ", "POST", "GET ", "GET ", "GET "])
  }

  @Test(
    "a request that may not be repeated arrives once, also where a used connection would break",
    arguments: [(.delete, ""), (.post, ""), (.post, "{}"), (.get, "")] as [(OutboundRequest.Method, String)])
  func once(method: OutboundRequest.Method, body: String) async throws {
    let arrivals = Mutex(0)
    let server = try ScriptedServer { connection in
      while let request = connection.request() {
        guard request.head.contains(" /kept ") else { return arrivals.withLock { $0 += 1 } }
        connection.answer("ok")
      }
    }
    let kept = OutboundRequest(.get, server.url + "/kept")
    #expect(try await transport.response(to: kept).body == Array("ok".utf8))
    let request = OutboundRequest(method, server.url + "/breaks", body: Array(body.utf8), isRepeatable: false)
    #expect(try await failure(request).kind == .broken)
    #expect(arrivals.withLock { $0 } == 1)
  }

  @Test("a server that goes away in the middle of an upload does not end the program by a signal")
  func brokenPipe() async throws {
    await #expect(processExitsWith: .success) {
      signal(SIGPIPE, SIG_DFL)
      let server = try ScriptedServer { connection in
        connection.readSome()
        connection.reset()
      }
      let transport = try CurlTransport()
      for scheme in ["http", "https"] {
        for _ in 0..<20 {
          let request = OutboundRequest(
            .put, "\(scheme)://127.0.0.1:\(server.port)/", body: [UInt8](repeating: 0, count: 8 << 20))
          await #expect(throws: TransportError.self) { try await transport.response(to: request) }
        }
      }
    }
  }
}
