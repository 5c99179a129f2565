// SPDX-License-Identifier: Apache-2.0
import Backups
import ControllerRuntime
import KubeModel
import Policy

/// What is kept of the backups of a cluster.
struct BackupContents: StoreContents {
  private(set) var index = BackupIndex()
  private(set) var operations = OperationIndex()

  init() {}

  var count: Int { index.count }

  mutating func set(_ object: KubeObject, for key: ObjectKey) {
    let fact = BackupFact(object, key)
    index.set(fact)
    if let cluster = fact.spec.cassandraCluster.value, let state = fact.status?.state {
      let operation = OperationFact(kind: .backup, key: key, state: state)
      operations.set(operation, onCluster: ObjectKey(namespace: key.namespace, name: cluster))
    } else {
      operations.remove(.backup, key)
    }
  }

  mutating func remove(_ key: ObjectKey) {
    index.remove(key)
    operations.remove(.backup, key)
  }
}

extension BackupFact {
  /// An object as the API server has it. Defaults that depend on other objects were written when it was created; what its
  /// author left out later stays out.
  convenience init(_ object: KubeObject, _ key: ObjectKey) {
    let effective = Defaults.applied(to: object.essentials, .backup, facts: NoFacts(reason: "it exists already"))
    self.init(
      key: key, spec: BackupSpec(effective.spec), status: OperationStatus(object.status),
      isBeingDeleted: object.isBeingDeleted)
  }
}
