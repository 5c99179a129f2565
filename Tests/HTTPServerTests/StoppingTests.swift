// SPDX-License-Identifier: Apache-2.0
import Posix
import Testing

@testable import HTTPServer

@Suite("Stopping", .timeLimit(.minutes(1)))
struct StoppingTests {
  private let request = "GET / HTTP/1.1\r\nHost: h\r\n\r\n"

  @Test("what was asked before the stop is answered, and the connection ends")
  func inFlight() async throws {
    let handler = GatedHandler()
    try await TestServer.run(handler: handler) { server in
      let request = request
      async let response = server.client { client throws in
        try client.send(request)
        let response = try client.response()
        #expect(try client.isClosedByServer())
        return response
      }
      await handler.waitUntilStarted()
      let (connected, connect) = AsyncStream<Void>.makeStream()
      async let idleEnds = server.client { client throws in
        connect.yield()
        return try client.isClosedByServer()
      }
      for await _ in connected { break }
      await server.stop()
      // An idle connection ends at once, which shows that the stop has come.
      let idleEnded = try await idleEnds
      #expect(idleEnded)
      handler.open()
      let answer = try await response
      #expect(answer.body == "late")
      #expect(answer.head.contains("connection: close"))
    }
  }

  @Test("an idle connection ends at the stop")
  func idle() async throws {
    try await TestServer.run { server in
      let (asked, ask) = AsyncStream<Void>.makeStream()
      async let isClosed = server.client { client throws in
        _ = try client.get("/")
        ask.yield()
        return try client.isClosedByServer()
      }
      for await _ in asked { break }
      await server.stop()
      let ended = try await isClosed
      #expect(ended)
    }
  }

  @Test("what is not answered in time is cut off")
  func cutOff() async throws {
    let handler = GatedHandler()
    var configuration = TestServer.configuration
    configuration.drainTimeout = .milliseconds(50)
    try await TestServer.run(configuration, handler: handler) { server in
      let request = request
      async let isClosed = server.client { client throws in
        try client.send(request)
        return try client.isClosedByServer()
      }
      await handler.waitUntilStarted()
      await server.stop()
      let ended = try await isClosed
      #expect(ended)
      handler.open()
    }
  }

  @Test("before it stops, it goes on accepting for a while")
  func drainDelay() async throws {
    var configuration = TestServer.configuration
    configuration.drainDelay = .milliseconds(300)
    try await TestServer.run(configuration) { server in
      await server.stop()
      let response = try await server.client { try $0.get("/") }
      #expect(response.status == 200)
    }
  }

  @Test("a port that is taken is reported by run and by the address")
  func portTaken() async throws {
    try await TestServer.run { server in
      let second = HTTPService(
        TestServer.configuration, on: server.address, certificate: nil, handler: EchoHandler(), logger: server.logger)
      await #expect(throws: SystemError.self) { try await second.run() }
      await #expect(throws: SystemError.self) { _ = try await second.boundAddress }
    }
  }
}
