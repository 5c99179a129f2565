// SPDX-License-Identifier: Apache-2.0
import ControllerRuntime
import KubeModel

/// What a simulated sidecar asks of the Secrets of its namespace: which keys they have. Values are not kept.
struct SecretContents: StoreContents {
  private(set) var keys: [String: Set<String>] = [:]

  init() {}

  var count: Int { keys.count }

  mutating func set(_ object: KubeObject, for key: ObjectKey) {
    keys[key.name] = Set(object.json["data"]?.members.map(\.name) ?? [])
  }

  mutating func remove(_ key: ObjectKey) { keys[key.name] = nil }
}
