// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Logging
import Posix
import ServiceLifecycle
import TLS
import TestSupport

@testable import HTTPServer

/// A server on a free port of this machine, for the time of a test.
struct TestServer: Sendable {
  let service: HTTPService
  let address: SocketAddress
  let certificate: TLSContextSlot?
  let logger: Logger
  private let group: ServiceGroup

  /// Without the pauses that give a cluster and its clients time to notice: tests that want them say so.
  static var configuration: ServerConfiguration {
    var configuration = ServerConfiguration()
    configuration.drainDelay = .zero
    configuration.limits.lastRequestTimeout = .milliseconds(20)
    return configuration
  }

  func stop() async { await group.triggerGracefulShutdown() }

  var metrics: ServerMetrics.Snapshot { service.metrics.snapshot }

  static func run(
    _ configuration: ServerConfiguration = configuration, secured: Bool = true, clients: AllowedClients? = nil,
    handler: any Handler = EchoHandler(), _ body: @Sendable @escaping (TestServer) async throws -> Void
  ) async throws {
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let certificate = secured ? TLSContextSlot(try TestCertificates.shared().serverContext()) : nil
    let service = HTTPService(
      configuration, on: .ipv4(host: 0x7F00_0001, port: 0), certificate: certificate, clients: clients,
      handler: handler, logger: logger)
    let group = ServiceGroup(services: [service], logger: logger)
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      tasks.addTask {
        let server = TestServer(
          service: service, address: try await service.boundAddress, certificate: certificate, logger: logger,
          group: group)
        do {
          try await body(server)
        } catch {
          await server.stop()
          throw error
        }
        await server.stop()
      }
      try await tasks.waitForAll()
    }
  }

  /// Runs calls that block on a thread where they hold up nothing else: a queue of its own has one at once, while the shared
  /// ones have few, which tasks run on too, and get more by one a second.
  static func blocking<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue(label: "a client that blocks").async { continuation.resume(with: Result { try body() }) }
    }
  }

  /// A client in its own thread.
  func client<Value: Sendable>(
    protocols: [ALPNProtocol] = [], versions: ClosedRange<TLSVersion> = .tls12 ... .tls13,
    _ body: @escaping @Sendable (TestClient) throws -> Value
  ) async throws -> Value {
    let (address, isSecured) = (address, certificate != nil)
    return try await Self.blocking {
      let client = try TestClient(address, isSecured: isSecured, protocols: protocols, versions: versions)
      return try body(client)
    }
  }
}
