// SPDX-License-Identifier: Apache-2.0
import Glibc
import Logging
import Posix
import Synchronization
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

  @Test("an idle connection has time for a last request at the stop, and its answer says so", arguments: [true, false])
  func lastRequest(secured: Bool) async throws {
    var configuration = TestServer.configuration
    configuration.limits.lastRequestTimeout = .seconds(20)
    try await TestServer.run(configuration, secured: secured) { server in
      let address = server.address
      try await server.client { client throws in
        let (used, fresh) = (client, try TestClient(address, isSecured: secured))
        #expect(try !used.get("/").head.contains("connection: close"))
        try Self.stop(server)
        for client in [used, fresh] {
          let last = try client.post("/", "last")
          #expect(last.body == "last" && last.head.contains("connection: close"))
          #expect(try client.isClosedByServer())
        }
      }
    }
  }

  @Test("a client that is still shaking hands at the stop is answered once")
  func handshake() async throws {
    var configuration = TestServer.configuration
    configuration.limits.handshakeTimeout = .seconds(60)
    configuration.limits.lastRequestTimeout = .seconds(20)
    try await TestServer.run(configuration) { server in
      let address = server.address
      try await TestServer.blocking {
        let client = try TestClient(address, isSecured: true, shakesHands: false)
        try Self.stop(server)
        try client.shakeHands()
        let last = try client.get("/")
        #expect(last.status == 200 && last.head.contains("connection: close"))
        #expect(try client.isClosedByServer())
      }
    }
  }

  /// Returns when the loop has told its connections.
  private static func stop(_ server: TestServer) throws {
    let other = try TestClient(server.address, isSecured: server.certificate != nil)
    Task { await server.stop() }
    // Not as fast as it can: what is waited for needs the processor too.
    while try !other.get("/").head.contains("connection: close") { usleep(1_000) }
  }

  @Test("a connection that the kernel has taken, and nobody has accepted, is answered after the stop")
  func queued() async throws {
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let share = LoopShare(
      configuration: TestServer.configuration, handler: EchoHandler(), pool: HandlerPool(places: 1),
      metrics: ServerMetrics(), connections: OpenConnections(), certificate: nil, clients: nil, logger: logger)
    let loop = try Loop(share)
    let socket = try ListeningSocket(.ipv4(host: 0x7F00_0001, port: 0))
    let address = try socket.localAddress()
    let parcel = Mutex<ListeningSocket?>(socket)
    // Both before the first turn, in which a listener would accept.
    loop.perform { loop in
      guard let socket = parcel.withLock({ $0.take() }) else { return }
      do { try loop.listen(on: socket, for: [loop]) } catch { Issue.record(error) }
      loop.stopListening()
    }
    let request = request
    let response = try await TestServer.blocking {
      let client = try TestClient(address, isSecured: false)
      try client.send(request)
      try LoopThread.start(loop)
      return try client.response()
    }
    #expect(response.status == 200)
    await loop.stop()
  }

  @Test("an idle connection ends at the stop, when it has asked nothing for a while")
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
