// SPDX-License-Identifier: Apache-2.0
import Backups
import ControllerRuntime
import KubeModel
import Policy

/// What is kept of the restores of a cluster: only those that are at work, since rules ask for no others.
struct RestoreContents: StoreContents {
  private(set) var operations = OperationIndex()
  private var keys: Set<ObjectKey> = []

  init() {}

  var count: Int { keys.count }

  mutating func set(_ object: KubeObject, for key: ObjectKey) {
    keys.insert(key)
    if let cluster = object.spec?["cassandraCluster"]?.string, let state = OperationStatus(object.status)?.state {
      let operation = OperationFact(kind: .restore, key: key, state: state)
      operations.set(operation, onCluster: ObjectKey(namespace: key.namespace, name: cluster))
    } else {
      operations.remove(.restore, key)
    }
  }

  mutating func remove(_ key: ObjectKey) {
    keys.remove(key)
    operations.remove(.restore, key)
  }
}
