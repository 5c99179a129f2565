// SPDX-License-Identifier: Apache-2.0
import Backups
import ControllerRuntime
import KubeModel
import Policy

/// What is kept of the backups of a cluster.
struct BackupContents: StoreContents {
  private(set) var index = BackupIndex()
  private(set) var operations = OperationIndex()
  private var parts = SharedParts()

  init() {}

  var count: Int { index.count }

  mutating func set(_ object: KubeObject, for key: ObjectKey) {
    let fact = BackupFact(object, key) { spec, entities in parts.share(&spec, entities: entities) }
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
  /// - Parameter share: lets the spec use what others have as well; the text of its entities belongs to it.
  convenience init(
    _ object: KubeObject, _ key: ObjectKey, share: (inout BackupSpec, _ entities: String?) -> Void = { _, _ in }
  ) {
    let effective = Defaults.applied(to: object.essentials, .backup, facts: NoFacts(reason: "it exists already"))
    var spec = BackupSpec(effective.spec)
    share(&spec, effective.spec?["entities"]?.string)
    self.init(key: key, spec: spec, status: OperationStatus(object.status), isBeingDeleted: object.isBeingDeleted)
  }
}
