// SPDX-License-Identifier: Apache-2.0
import ControllerRuntime
import KubeModel
import Policy

/// What is kept of the CassandraClusters.
struct ClusterContents: StoreContents {
  private var facts: [ObjectKey: ClusterFact] = [:]

  init() {}

  var count: Int { facts.count }

  subscript(_ key: ObjectKey) -> ClusterFact? { facts[key] }

  mutating func set(_ object: KubeObject, for key: ObjectKey) { facts[key] = ClusterFact(object) }

  mutating func remove(_ key: ObjectKey) { facts[key] = nil }
}
