// SPDX-License-Identifier: Apache-2.0
import Dispatch
import KubeModel
import Logging
import Outbound
import Posix
import Sandbox
import ServiceLifecycle
import Testing

@Suite("Simulated sidecars over HTTP", .timeLimit(.minutes(1)))
struct ServerTests {
  /// A server for the time of a test, each sidecar on a port of its own.
  private static func run(
    _ faults: SidecarFaults = [],
    _ body: @Sendable @escaping (SidecarServer, SidecarWorld) async throws -> Void
  ) async throws {
    var cluster = World().cluster
    cluster.setFaults(faults, World.pods[0], now: World.start)
    let time = AcceleratedTime(from: World.start, factor: 1_000)
    let world = SidecarWorld([cluster]) { time.now }
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let server = try SidecarServer(world, port: 0, logger: logger)
    let group = ServiceGroup(services: [server], logger: logger)
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      tasks.addTask {
        do {
          try await body(server, world)
        } catch {
          await group.triggerGracefulShutdown()
          throw error
        }
        await group.triggerGracefulShutdown()
      }
      try await tasks.waitForAll()
    }
  }

  private static func get(_ target: String) -> String {
    "GET \(target) HTTP/1.1\r\nHost: sidecar:1\r\nConnection: close\r\n\r\n"
  }

  /// Sends a request and reads to the end of the connection. Empty if it ends without an answer.
  private static func exchange(_ address: SocketAddress, _ request: String) async throws -> String {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(with: Result { try exchangeBlocking(address, request) })
      }
    }
  }

  private struct NoAnswer: Error {}

  private static func exchangeBlocking(_ address: SocketAddress, _ request: String) throws -> String {
    let socket = try Socket.connect(to: address, timeout: .seconds(20))
    let bytes = Array(request.utf8)
    guard case .done(bytes.count) = try socket.send(bytes.span.bytes) else { throw NoAnswer() }
    var text = ""
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      var span = buffer.mutableSpan
      var room = span.mutableBytes
      switch try? socket.receive(into: &room) {
      case .bytes(let count): text += String(decoding: buffer[..<count], as: UTF8.self)
      case .wouldBlock: throw NoAnswer()
      // A reset is an end as well.
      case .endOfStream, nil: return text
      }
    }
  }

  @Test("a backup is asked for and followed")
  func backup() async throws {
    try await Self.run { server, world in
      let address = try #require(try await server.boundAddress(of: "127.0.1.1"))
      let body = World.backup()
      let accepted = try await Self.exchange(
        address,
        "POST /operations HTTP/1.1\r\nHost: sidecar:1\r\nConnection: close\r\nContent-Type: application/json\r\n"
          + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
      let id = world.withClusters { clusters, _ in clusters[0].globalOperations[0].id }
      #expect(accepted.hasPrefix("HTTP/1.1 201 "))
      #expect(accepted.contains("location: http://sidecar:1/operations/\(id)\r\n"))
      #expect(accepted.contains("access-control-allow-origin: *\r\n"))
      while world.withClusters({ clusters, _ in !clusters[0].liveOperations.isEmpty }) { await Task.yield() }
      let answer = try await Self.exchange(address, Self.get("/operations/\(id)"))
      #expect(answer.hasPrefix("HTTP/1.1 200 "))
      #expect(answer.contains(#""state" : "COMPLETED""#))
      let list = try await Self.exchange(address, Self.get("/operations?type=backup&state=failed"))
      #expect(list.hasSuffix("\r\n\r\n[ ]"))
    }
  }

  @Test("an answer without a content type has none")
  func contentType() async throws {
    try await Self.run { server, _ in
      let address = try #require(try await server.boundAddress(of: "127.0.1.2"))
      let answer = try await Self.exchange(address, Self.get("/nothing"))
      #expect(answer.hasPrefix("HTTP/1.1 500 "))
      #expect(answer.hasSuffix("HTTP 404 Not Found"))
      #expect(!answer.contains("content-type:"))
    }
  }

  @Test("a connection is cut where the world says so, and nothing else is")
  func cut() async throws {
    try await Self.run(.cutAfterAccepting) { server, world in
      let address = try #require(try await server.boundAddress(of: "127.0.1.1"))
      let post = "POST /operations HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n"
      #expect(try await Self.exchange(address, post + #"{"type":"flush"}"#) == "")
      #expect(try await Self.exchange(address, Self.get("/operations")).contains(#""type" : "flush""#))
    }
  }

  @Test("who hangs answers once it has come to")
  func hang() async throws {
    try await Self.run(.hang) { server, world in
      let address = try #require(try await server.boundAddress(of: "127.0.1.1"))
      async let answer = Self.exchange(address, Self.get("/status"))
      world.withClusters { clusters, now in _ = clusters[0].setFaults([], World.pods[0], now: now) }
      #expect(try await answer.hasPrefix("HTTP/1.1 200 "))
    }
  }

  @Test("who goes down is not listened for, and a replaced pod is at its new address")
  func following() async throws {
    try await Self.run { server, world in
      let first = try #require(try await server.boundAddress(of: "127.0.1.1"))
      world.withClusters { clusters, now in _ = clusters[0].setFaults(.down, World.pods[0], now: now) }
      while try await server.boundAddress(of: "127.0.1.1") != nil { await Task.yield() }
      await #expect(throws: SystemError.self) { try await Self.exchange(first, Self.get("/status")) }
      world.withClusters { clusters, now in
        _ = clusters[0].setFaults([], World.pods[0], now: now)
        _ = clusters[0].replacePod(World.pods[1], now: now)
      }
      for host in ["127.0.1.1", "127.0.1.4"] {
        var address: SocketAddress?
        while address == nil {
          address = try await server.boundAddress(of: host)
          await Task.yield()
        }
        let answer = try await Self.exchange(try #require(address), Self.get("/status"))
        #expect(answer.hasPrefix("HTTP/1.1 200 "))
      }
      while try await server.boundAddress(of: "127.0.1.2") != nil { await Task.yield() }
    }
  }

  @Test("an address that is taken ends the server with the reason")
  func taken() async throws {
    try await Self.run { server, world in
      let address = try #require(try await server.boundAddress(of: "127.0.1.1"))
      let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
      let other = try SidecarServer(world, port: address.port, logger: logger)
      await #expect(throws: SystemError.self) { try await other.run() }
    }
  }

  @Test("time goes as fast as it is told")
  func time() {
    #expect(AcceleratedTime(from: World.start, factor: 0).now == World.start)
    let fast = AcceleratedTime(from: World.start, factor: 1_000_000)
    #expect(fast.now <= fast.now)
  }
}
