// SPDX-License-Identifier: Apache-2.0
package import KubeModel

// What happens to nodes and pods from outside. Who names a pod that does not exist changes nothing, and is told so.
extension SimulatedCluster {
  /// The process of the sidecar ends and begins again: operations are forgotten, what is stored stays.
  @discardableResult
  package mutating func restart(_ pod: String, now: Instant) -> Bool {
    change(pod, now) { cluster, node in
      cluster.forgetEverything(at: node)
      cluster.nodes[node].restartCount += 1
      cluster.nodes[node].containerStarted = now
      cluster.nodes[node].containerID = cluster.nextUUID()
    }
  }

  /// The pod is deleted, and its StatefulSet makes another of the same name, with another address.
  @discardableResult
  package mutating func replacePod(_ pod: String, now: Instant) -> Bool {
    change(pod, now) { cluster, node in
      cluster.forgetEverything(at: node)
      cluster.nodes[node].address = cluster.nextAddress()
      cluster.nodes[node].podUID = cluster.nextUUID()
      cluster.nodes[node].podCreated = now
      cluster.nodes[node].restartCount = 0
      cluster.nodes[node].containerStarted = now
      cluster.nodes[node].containerID = cluster.nextUUID()
    }
  }

  /// The node leaves the cluster, and its pod goes.
  @discardableResult
  package mutating func remove(_ pod: String, now: Instant) -> Bool {
    change(pod, now) { cluster, node in
      cluster.forgetEverything(at: node)
      cluster.nodes[node].isMember = false
    }
  }

  /// Cassandra stops, or goes on. The sidecar answers all the same; `SidecarFaults.down` is for when it does not.
  @discardableResult
  package mutating func setUp(_ isUp: Bool, _ pod: String, now: Instant) -> Bool {
    change(pod, now) { cluster, node in
      cluster.nodes[node].isUp = isUp
      cluster.nodes[node].isReady = isUp
    }
  }

  @discardableResult
  package mutating func setReady(_ isReady: Bool, _ pod: String, now: Instant) -> Bool {
    change(pod, now) { cluster, node in cluster.nodes[node].isReady = isReady }
  }

  /// Exactly these are wrong from now on.
  @discardableResult
  package mutating func setFaults(_ faults: SidecarFaults, _ pod: String, now: Instant) -> Bool {
    change(pod, now) { cluster, node in cluster.nodes[node].faults = faults }
  }

  /// For work that begins from now on.
  @discardableResult
  package mutating func setPace(_ pace: SidecarPace, _ pod: String, now: Instant) -> Bool {
    change(pod, now) { cluster, node in cluster.nodes[node].pace = pace }
  }

  private mutating func change(
    _ pod: String, _ now: Instant, _ body: (inout SimulatedCluster, Int) -> Void
  ) -> Bool {
    advance(to: now)
    guard let node = nodes.firstIndex(where: { $0.isMember && $0.pod == pod }) else { return false }
    body(&self, node)
    return true
  }
}
