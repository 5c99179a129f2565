// SPDX-License-Identifier: Apache-2.0
package import KubeModel
private import Synchronization

/// Clusters, and the time they live in: what several threads ask and change.
package final class SidecarWorld: Sendable {
  private let clusters: Mutex<[SimulatedCluster]>
  private let now: @Sendable () -> Instant

  /// - Parameter now: is asked once for each request and each look; the clusters follow it.
  package init(_ clusters: [SimulatedCluster], now: @escaping @Sendable () -> Instant) {
    self.clusters = Mutex(clusters)
    self.now = now
  }

  /// Looks at the clusters as they are now, or changes them, while no request is at work.
  package func withClusters<Result: Sendable>(_ body: (inout [SimulatedCluster], Instant) -> Result) -> Result {
    let now = now()
    return clusters.withLock { clusters in
      for place in clusters.indices { clusters[place].advance(to: now) }
      return body(&clusters, now)
    }
  }

  /// Sends a request to the pod of an address, in whichever cluster it is.
  package func reply(to request: SidecarRequest, at address: String) -> SidecarReply {
    let now = now()
    return clusters.withLock { clusters in
      guard let place = clusters.firstIndex(where: { $0.node(at: address) != nil }) else { return .refused }
      return clusters[place].respond(to: request, at: address, now: now)
    }
  }
}
