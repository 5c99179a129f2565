// SPDX-License-Identifier: Apache-2.0
import HTTPServer
import Logging
import Posix

/// Serves one sidecar over HTTP until it is told to stop.
struct SidecarListener: Sendable {
  let host: String
  private let service: HTTPService
  private let stops: AsyncStream<Void>
  private let stop: AsyncStream<Void>.Continuation

  init(_ world: SidecarWorld, host: String, port: UInt16, logger: Logger) throws(SocketAddressError) {
    var configuration = ServerConfiguration()
    configuration.drainDelay = .zero
    // Answers take no time; only those of sidecars that hang would be waited for.
    configuration.drainTimeout = .milliseconds(100)
    // Longer than any client waits for a sidecar that hangs.
    configuration.limits.answerTimeout = .seconds(3_600)
    // Each waits for a sidecar that hangs. Clients that poll and are never answered are this many in an hour.
    configuration.limits.concurrentHandlers = 1_024
    self.host = host
    (stops, stop) = AsyncStream.makeStream()
    service = HTTPService(
      configuration, on: try SocketAddress("\(host):\(port)"), certificate: nil,
      handler: SidecarHandler(world: world, address: host), logger: logger)
  }

  /// Where it listens, once it does.
  var boundAddress: SocketAddress {
    get async throws { try await service.boundAddress }
  }

  /// Returns once nobody listens any more.
  func run() async throws {
    try await withThrowingTaskGroup { group in
      group.addTask { try await service.run() }
      group.addTask { for await _ in stops {} }
      try await group.next()
      group.cancelAll()
    }
  }

  /// Connections end at once, as when a pod dies.
  func close() { stop.finish() }
}
