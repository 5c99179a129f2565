// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// A Cassandra node with its pod and the sidecar in it.
package struct SimulatedNode: Sendable {
  /// The name of the pod, which is also its host name: `CLUSTER-DC-RACK-INDEX`.
  package let pod: String
  package let datacenter: String
  package let rack: String
  /// Cassandra's name for the node; it stays when the pod is replaced.
  package let hostID: String
  /// An IPv4 address of the loopback network.
  package internal(set) var address: String
  package internal(set) var podUID: String
  package internal(set) var podCreated: Instant
  /// Of the sidecar's container.
  package internal(set) var restartCount = 0
  package internal(set) var containerStarted: Instant
  package internal(set) var containerID: String
  /// What Kubernetes says of the pod.
  package internal(set) var isReady = true
  /// Whether Cassandra runs. If it does not, the sidecar still answers.
  package internal(set) var isUp = true
  /// Whether the node belongs to the cluster.
  package internal(set) var isMember = true
  package internal(set) var faults: SidecarFaults = []
  package internal(set) var pace = SidecarPace()
  /// Tables without rows: truncated, and not brought back since.
  package internal(set) var emptyTables: Set<String> = []

  /// The keys of the operations that the sidecar knows, oldest first.
  var operations: [Int] = []
  /// How many of them have a thread, and which ones wait for one.
  var busyThreads = 0
  var queue: [Int] = []
  var awaitsSweep = false

  /// When finished operations are looked through next.
  func nextSweep(after now: Instant) -> Instant {
    let age = Int64(now.seconds(since: containerStarted))
    let period = SidecarPace.expiration.components.seconds
    return containerStarted + .seconds((max(0, age) / period + 1) * period)
  }
}
