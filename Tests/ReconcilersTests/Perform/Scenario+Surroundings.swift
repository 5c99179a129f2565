// SPDX-License-Identifier: Apache-2.0
import ClusterFacts
import KubeModel
import Sandbox
import TestSupport
import Testing

// What there is beside backups and restores.
extension Scenario {
  static let coordinator = "demo-dc1-rack1-0"
  static let other = "demo-dc1-rack1-1"

  /// The CassandraCluster as Kubernetes has it; the nodes are there already.
  func addCluster(_ key: ObjectKey = key("demo"), patch: String = "{}") {
    let object = cassandra.withClusters { clusters, _ in
      clusters.first { $0.name == key.name && $0.namespace == key.namespace }?.object
    }
    guard let object else { return }
    put(WatchedKind.clusters, object.merged(with: json(patch)))
  }

  func removeCluster(_ key: ObjectKey = key("demo")) { remove(WatchedKind.clusters, key) }

  /// A Secret with these keys, as Kubernetes and the sidecars have it.
  func addSecret(
    _ name: String, in namespace: String = namespace, keys: Set<String> = ["awsaccesskeyid", "awssecretaccesskey"]
  ) {
    cassandra.withClusters { clusters, _ in
      for place in clusters.indices { clusters[place].storage.setSecret(name, in: namespace, keys: keys) }
    }
    let data = keys.sorted().map { #""\#($0)":"c2VjcmV0""# }.joined(separator: ",")
    put(
      ScenarioFacts.secrets,
      json(
        """
        {"apiVersion":"v1","kind":"Secret","metadata":{"namespace":"\(namespace)","name":"\(name)"},"data":{\(data)}}
        """))
  }

  func removeSecret(_ name: String) {
    cassandra.withClusters { clusters, _ in
      for place in clusters.indices { clusters[place].storage.removeSecret(name, in: Self.namespace) }
    }
    remove(ScenarioFacts.secrets, Self.key(name))
  }

  /// Exactly these are wrong with a sidecar from now on.
  func fault(_ faults: SidecarFaults, _ pod: String = coordinator) {
    cluster { $0.setFaults(faults, pod, now: $1) }
  }

  func setReady(_ isReady: Bool, _ pod: String = coordinator) {
    cluster { $0.setReady(isReady, pod, now: $1) }
  }

  /// The process of the sidecar begins anew.
  func restartSidecar(_ pod: String = coordinator) {
    cluster { $0.restart(pod, now: $1) }
  }

  /// Changes the cluster `demo`.
  @discardableResult
  func cluster<Result: Sendable>(_ body: (inout SimulatedCluster, Instant) -> Result) -> Result {
    cassandra.withClusters { clusters, now in body(&clusters[0], now) }
  }

  /// What was ever accepted by a sidecar of the cluster `demo`, in truth.
  var operations: [GlobalOperation] { cluster { cluster, _ in cluster.globalOperations } }

  private func put(_ resource: KubeResource, _ object: JSONValue) {
    do { try model.put(resource, object) } catch { Issue.record(error) }
  }

  private func remove(_ resource: KubeResource, _ key: ObjectKey) {
    do { try model.delete(resource, key) } catch { Issue.record(error) }
  }
}
