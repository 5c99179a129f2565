// SPDX-License-Identifier: Apache-2.0
import Posix
import TLS
import TestSupport
import Testing

@testable import HTTPServer

@Suite("Defence over sockets", .timeLimit(.minutes(1)))
struct DefenceTests {
  private func limits(_ change: (inout Limits) -> Void) -> ServerConfiguration {
    var configuration = TestServer.configuration
    change(&configuration.limits)
    return configuration
  }

  @Test("a connection that does not shake hands is closed")
  func silent() async throws {
    try await TestServer.run(limits { $0.handshakeTimeout = .milliseconds(50) }) { server in
      let address = server.address
      try await TestServer.blocking {
        let client = try TestClient(address, isSecured: true, shakesHands: false)
        #expect(try client.isClosedByServer())
      }
      #expect(server.metrics.handshakesFailed == 1)
    }
  }

  @Test(
    "a head or a body that does not end is refused with 408",
    arguments: [
      "GET / HTTP/1.1\r\nHost:", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\n1234",
    ])
  func slow(request: String) async throws {
    let configuration = limits {
      $0.headTimeout = .milliseconds(50)
      $0.bodyTimeout = .milliseconds(50)
    }
    try await TestServer.run(configuration) { server in
      try await server.client { client throws in
        try client.send(request)
        #expect(try client.response().status == 408)
        #expect(try client.isClosedByServer())
      }
    }
  }

  @Test("an idle connection is closed without a word")
  func idle() async throws {
    try await TestServer.run(limits { $0.idleTimeout = .milliseconds(50) }) { server in
      try await server.client { client throws in
        #expect(try client.get("/").status == 200)
        #expect(try client.isClosedByServer())
      }
    }
  }

  @Test("a handler that never answers does not hold its connection for ever")
  func neverAnswered() async throws {
    let handler = GatedHandler()
    try await TestServer.run(limits { $0.answerTimeout = .milliseconds(50) }, handler: handler) { server in
      try await server.client { client throws in
        try client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(try client.isClosedByServer())
      }
      handler.open()
    }
  }

  @Test("a client that does not read is not read either, and is given up", arguments: [true, false])
  func doesNotRead(secured: Bool) async throws {
    let configuration = limits { $0.writeTimeout = .milliseconds(200) }
    try await TestServer.run(configuration, secured: secured) { server in
      let requests = 2000
      try await server.client { client throws in
        let request = "GET /?bytes=100000 HTTP/1.1\r\nHost: h\r\n\r\n"
        // It may be given up before it has sent all of them.
        for _ in 0..<requests { if (try? client.send(request)) == nil { break } }
      }
      // What the sockets of both ends took, and what one connection may hold.
      #expect(server.metrics.requests < 200)
    }
  }

  @Test("beyond the bound of handlers requests are answered 503, and the connection goes on")
  func busy() async throws {
    let handler = GatedHandler()
    try await TestServer.run(limits { $0.concurrentHandlers = 1 }, handler: handler) { server in
      try await server.client { client throws in try client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n") }
      await handler.waitUntilStarted()
      try await server.client { client throws in
        #expect(try client.get("/").status == 503)
        #expect(try client.get("/").status == 503)
      }
      handler.open()
      #expect(server.metrics.refusals == [503: 2])
    }
  }

  @Test("bodies beyond the budget of a loop are refused with 503, small ones are not")
  func budget() async throws {
    let configuration = limits { $0.bodyBytesPerLoop = 100_000 }
    try await TestServer.run(configuration) { server in
      let address = server.address
      try await server.client { hog throws in
        try hog.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 200000\r\n\r\n")
        try hog.send([UInt8](repeating: 1, count: 90_000))
        let second = try TestClient(address, isSecured: true)
        try second.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n")
        try second.send([UInt8](repeating: 1, count: 90_000))
        #expect(try second.response().status == 503)
        let third = try TestClient(address, isSecured: true)
        #expect(try third.post("/", "small").body == "small")
      }
    }
  }

  @Test("when full, connections that asked nothing make room, oldest first, and those that asked stay")
  func full() async throws {
    try await TestServer.run(limits { $0.connections = 3 }) { server in
      let address = server.address
      try await server.client { regular throws in
        #expect(try regular.get("/").status == 200)
        let first = try TestClient(address, isSecured: true, shakesHands: false)
        let second = try TestClient(address, isSecured: true, shakesHands: false)
        let third = try TestClient(address, isSecured: true)
        #expect(try first.isClosedByServer())
        #expect(try third.get("/").status == 200)
        let fourth = try TestClient(address, isSecured: true)
        #expect(try second.isClosedByServer())
        #expect(try fourth.get("/").status == 200)
        #expect(try regular.get("/").status == 200)
        #expect(try third.get("/").status == 200)
      }
      #expect(server.metrics.connectionsShed == 2)
    }
  }

  @Test("when full of connections that asked, a new one waits until one leaves")
  func fullOfRegulars() async throws {
    try await TestServer.run(limits { $0.connections = 1 }) { server in
      let address = server.address
      let (regularAsked, regular) = AsyncStream<Void>.makeStream()
      async let waiting = server.client { client throws in
        #expect(try client.get("/").status == 200)
        regular.yield()
        // The second one is in the kernel's queue, not accepted.
        let second = try Socket.connect(to: address, timeout: .seconds(20))
        #expect(try client.get("/").status == 200)
        _ = consume second
      }
      for await _ in regularAsked { break }
      let response = try await server.client { try $0.get("/") }
      #expect(response.status == 200)
      try await waiting
    }
  }

  @Test("five hundred silent connections do not keep the others waiting")
  func manySilent() async throws {
    try await TestServer.run { server in
      let address = server.address
      try await server.client { client throws in
        let silent = try (0..<500).map { _ in try SilentConnection(to: address) }
        for _ in 0..<20 { #expect(try client.get("/").status == 200) }
        withExtendedLifetime(silent) {}
      }
      #expect(server.metrics.connections >= 501)
    }
  }
}
