// SPDX-License-Identifier: Apache-2.0
package import Logging
package import Posix
internal import ServiceLifecycle
private import Synchronization

/// Serves the sidecars of a world over HTTP, each on its own address of the loopback network. It follows the world: who
/// goes down is no longer listened for, and a pod that is replaced answers at its new address.
package final class SidecarServer: Service {
  private let world: SidecarWorld
  private let port: UInt16
  private let logger: Logger
  private let listeners: Mutex<[String: SidecarListener]>

  /// Between two looks at the world. A change made by hand is in force before one can try it.
  private static let interval = Duration.milliseconds(100)

  /// - Parameter port: 4567 is where operators look for sidecars; 0 lets the kernel choose one for each.
  package init(_ world: SidecarWorld, port: UInt16 = 4_567, logger: Logger) throws(SocketAddressError) {
    self.world = world
    self.port = port
    self.logger = logger
    var listeners: [String: SidecarListener] = [:]
    for host in Self.hosts(of: world) {
      listeners[host] = try SidecarListener(world, host: host, port: port, logger: logger)
    }
    self.listeners = Mutex(listeners)
  }

  /// Where the sidecar of an address is served, once it is; nil if nobody is to listen there. Throws what kept it from
  /// listening.
  package func boundAddress(of host: String) async throws -> SocketAddress? {
    try await listeners.withLock { $0[host] }?.boundAddress
  }

  /// An address that cannot be listened on ends all.
  package func run() async throws {
    try await withThrowingDiscardingTaskGroup { group in
      for listener in listeners.withLock({ Array($0.values) }) { group.addTask { try await self.run(listener) } }
      while !Task.isShuttingDownGracefully, !group.isCancelled {
        for listener in try followWorld() { group.addTask { try await self.run(listener) } }
        try? await cancelWhenGracefulShutdown { try await Task.sleep(for: Self.interval) }
      }
    }
  }

  private func run(_ listener: SidecarListener) async throws {
    defer { listeners.withLock { $0[listener.host] = nil } }
    try await listener.run()
  }

  /// Closes the listeners that are not to be; they are forgotten once they have closed, so that no address is taken twice.
  /// - Returns: new ones.
  private func followWorld() throws(SocketAddressError) -> [SidecarListener] {
    let wanted = Self.hosts(of: world)
    let (present, unwanted) = listeners.withLock { listeners in
      (Set(listeners.keys), listeners.values.filter { !wanted.contains($0.host) })
    }
    for listener in unwanted { listener.close() }
    var fresh: [SidecarListener] = []
    for host in wanted.subtracting(present) {
      let listener = try SidecarListener(world, host: host, port: port, logger: logger)
      listeners.withLock { $0[host] = listener }
      fresh.append(listener)
    }
    return fresh
  }

  private static func hosts(of world: SidecarWorld) -> Set<String> {
    world.withClusters { clusters, _ in Set(clusters.flatMap(\.listeningAddresses)) }
  }
}
