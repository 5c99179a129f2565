// SPDX-License-Identifier: Apache-2.0
package import Logging
package import Posix
internal import ServiceLifecycle

/// One listener with its event loops, from `run` until it is told to stop.
///
/// On a graceful stop it goes on as before for `drainDelay`, so that others notice that it is going. Then it accepts
/// nothing, tells its clients that their next answer is the last, and ends when all have had it, or have been silent for
/// `Limits.lastRequestTimeout`; what is left after `drainTimeout` is cut off. Cancelled, it cuts off at once.
package final class HTTPService: Service {
  /// What it has done; valid for as long as somebody holds it.
  package let metrics: ServerMetrics
  private let configuration: ServerConfiguration
  private let address: SocketAddress
  private let share: LoopShare
  private let announcement = Announcement<SocketAddress>()

  /// - Parameters:
  ///   - address: port 0 lets the kernel choose; see `boundAddress`.
  ///   - certificate: nil serves without TLS, and HTTP/1.1 only.
  ///   - clients: nil answers everybody; needs a certificate.
  ///   - handler: is called on the event loops, from several threads at once if there are several.
  package init(
    _ configuration: ServerConfiguration, on address: SocketAddress, certificate: TLSContextSlot?,
    clients: AllowedClients? = nil, handler: any Handler, logger: Logger
  ) {
    self.configuration = configuration
    self.address = address
    metrics = ServerMetrics()
    share = LoopShare(
      configuration: configuration, handler: handler,
      pool: HandlerPool(limits: configuration.limits), metrics: metrics,
      connections: OpenConnections(), certificate: certificate, clients: clients, logger: logger)
  }

  /// Where it listens, once it does; throws what kept it from listening.
  package var boundAddress: SocketAddress {
    get async throws { try await announcement.value }
  }

  package func run() async throws {
    let loops: [Loop]
    do {
      loops = try await start()
    } catch {
      announcement.make(.failure(error))
      throw error
    }
    let isGraceful = (try? await gracefulShutdown()) != nil
    if isGraceful { try? await Task.sleep(for: configuration.drainDelay) }
    await stop(loops, within: isGraceful ? configuration.drainTimeout : .zero)
  }

  private func start() async throws -> [Loop] {
    precondition(1...64 ~= configuration.loops, "\(configuration.loops) loops")
    let socket = try ListeningSocket(address)
    let bound = try socket.localAddress()
    let loops = try (0..<configuration.loops).map { _ in try Loop(share) }
    for (index, loop) in loops.enumerated() {
      do {
        try LoopThread.start(loop)
      } catch {
        for started in loops[..<index] { await started.stop() }
        throw error
      }
    }
    try await loops[0].listen(on: socket, for: loops)
    announcement.make(.success(bound))
    share.logger.info("listening", metadata: ["address": "\(bound)", "loops": "\(loops.count)"])
    return loops
  }

  private func stop(_ loops: [Loop], within timeout: Duration) async {
    await loops[0].stopListening()
    let deadline = MonotonicTime.now() + timeout
    await withDiscardingTaskGroup { group in
      for loop in loops { group.addTask { await loop.drain(until: deadline) } }
    }
    for loop in loops { await loop.stop() }
    share.logger.info("stopped listening", metadata: ["address": "\(address)"])
  }
}
