// SPDX-License-Identifier: Apache-2.0
import Posix
import TLS
import TestSupport
import Testing

@testable import HTTPServer

@Suite("Serving over sockets", .timeLimit(.minutes(1)))
struct ServingTests {
  @Test("one connection carries many requests", arguments: [true, false])
  func keepAlive(secured: Bool) async throws {
    try await TestServer.run(secured: secured) { server in
      try await server.client { client throws in
        for number in 0..<50 {
          let response = try client.post("/", "request \(number)")
          #expect(response.status == 200)
          #expect(response.body == "request \(number)")
        }
      }
      #expect(server.metrics.connections == 1)
      #expect(server.metrics.requests == 50)
    }
  }

  @Test("both versions of TLS are served", arguments: [TLSVersion.tls12, .tls13])
  func versions(version: TLSVersion) async throws {
    try await TestServer.run { server in
      let response = try await server.client(versions: version...version) { try $0.post("/", "hello") }
      #expect(response.body == "hello")
      #expect(server.metrics.handshakes == 1)
    }
  }

  @Test("pipelined requests are answered in order, those that answer later too")
  func pipelining() async throws {
    try await TestServer.run { server in
      let bodies = try await server.client { client throws in
        var text = ""
        for number in 0..<20 {
          let path = number % 2 == 0 ? "/later" : "/"
          text += "POST \(path) HTTP/1.1\r\nHost: h\r\nContent-Length: \("\(number)".utf8.count)\r\n\r\n\(number)"
        }
        try client.send(text)
        return try (0..<20).map { _ in try client.response().body }
      }
      #expect(bodies == (0..<20).map { "\($0)" })
    }
  }

  @Test("a handler that hangs up ends the connection without an answer, and no other", arguments: [true, false])
  func hangUp(secured: Bool) async throws {
    try await TestServer.run(secured: secured) { server in
      try await server.client { client throws in
        #expect(try client.get("/").status == 200)
        try client.send("GET /hangUp HTTP/1.1\r\nHost: h\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(try client.isClosedByServer())
      }
      let response = try await server.client { try $0.get("/") }
      #expect(response.status == 200)
      #expect(server.metrics.requests == 3)
    }
  }

  @Test("a large body and a large answer arrive whole")
  func large() async throws {
    try await TestServer.run { server in
      let body = String(repeating: "0123456789abcdef", count: 256 << 10)
      let response = try await server.client { try $0.post("/", body) }
      #expect(response.body == body)
    }
  }

  @Test(
    "a request that is none is refused in the application's words, and the connection ends",
    arguments: [
      ("GET / HTTP/1.1\r\n\r\n", 400),
      ("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999\r\n\r\n", 413),
      ("GET / HTTP/1.1\r\nHost: h\r\nX: \(String(repeating: "x", count: 40_000))\r\n\r\n", 431),
      ("GET / HTTP/3.0\r\nHost: h\r\n\r\n", 505),
    ])
  func refusals(request: String, status: Int) async throws {
    try await TestServer.run { server in
      try await server.client { client throws in
        try client.send(request)
        #expect(try client.response().status == status)
        #expect(try client.isClosedByServer())
      }
      #expect(server.metrics.refusals == [status: 1])
    }
  }

  @Test("a client that goes on sending after a refusal still gets it")
  func refusalWhileSending() async throws {
    try await TestServer.run { server in
      try await server.client { client throws in
        try client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9000000\r\n\r\n")
        for _ in 0..<8 { try client.send([UInt8](repeating: 0, count: 64 << 10)) }
        #expect(try client.response().status == 413)
      }
    }
  }

  @Test("a client that ends its side, with TLS by its goodbye alone, still gets its answer", arguments: [false, true])
  func halfClosed(secured: Bool) async throws {
    try await TestServer.run(secured: secured) { server in
      try await server.client { client throws in
        try client.send("GET /later?bytes=4 HTTP/1.1\r\nHost: h\r\n\r\n")
        try secured ? client.sayGoodbye() : client.shutdownSending()
        #expect(try client.response().body == "xxxx")
        #expect(try client.isClosedByServer())
      }
    }
  }

  @Test("what is no TLS ends that connection and no other")
  func garbage() async throws {
    try await TestServer.run { server in
      let address = server.address
      try await server.client { client throws in
        #expect(try client.get("/").status == 200)
        let stranger = try TestClient(address, isSecured: true, shakesHands: false)
        try stranger.sendRaw(Array("GET / HTTP/1.1\r\nHost: h\r\n\r\n".utf8))
        _ = try stranger.isClosedByServer()
        #expect(try client.get("/").status == 200)
      }
      #expect(server.metrics.handshakesFailed == 1)
    }
  }

  @Test("a new certificate serves new connections, and drops none that exist")
  func certificateSwap() async throws {
    try await TestServer.run { server in
      let other = try TestCertificates()
      let (address, slot) = (server.address, try #require(server.certificate))
      try await server.client { client throws in
        #expect(try client.get("/").status == 200)
        slot.replace(with: try other.serverContext())
        #expect(try client.get("/").status == 200)
        // The shared client trusts the old authority alone.
        let stranger = Result { () throws(any Error) in _ = try TestClient(address, isSecured: true) }
        #expect(throws: TLSError.self) { try stranger.get() }
        #expect(try client.get("/").status == 200)
      }
    }
  }

  @Test("connections are spread evenly over the loops")
  func loops() async throws {
    var configuration = TestServer.configuration
    configuration.loops = 3
    try await TestServer.run(configuration) { server in
      for number in 0..<9 {
        let response = try await server.client { try $0.post(number % 2 == 0 ? "/" : "/later", "\(number)") }
        #expect(response.body == "\(number)")
      }
      #expect(server.metrics.connections == 9)
    }
  }
}
