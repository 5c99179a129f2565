// SPDX-License-Identifier: Apache-2.0
import ControllerRuntime
import KubeModel

/// The pods of a namespace.
struct PodContents: StoreContents {
  private var pods: [ObjectKey: KubeObject] = [:]

  init() {}

  var count: Int { pods.count }

  /// Those that are found as CassKop labels the pods of a cluster.
  func pods(of cluster: String) -> [KubeObject] {
    pods.values.filter { $0.label("app") == "cassandracluster" && $0.label("cassandracluster") == cluster }
  }

  /// Written anew, so that it does not keep the list that it came in.
  mutating func set(_ object: KubeObject, for key: ObjectKey) {
    pods[key] = KubeObject(JSONValue { $0.value(object.json) })
  }

  mutating func remove(_ key: ObjectKey) { pods[key] = nil }
}
