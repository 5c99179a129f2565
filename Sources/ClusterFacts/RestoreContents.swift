// SPDX-License-Identifier: Apache-2.0
import Backups
import ControllerRuntime
import KubeModel
import Policy

/// What is kept of the restores of a cluster: which are at work, since rules ask for no others, and for metrics in what
/// state each is.
struct RestoreContents: StoreContents {
  private(set) var operations = OperationIndex()
  /// Nil where none is recorded.
  private var states: [ObjectKey: OperationState?] = [:]

  init() {}

  var count: Int { states.count }

  /// Those with a state, in no order.
  var all: [OperationFact] {
    states.compactMap { key, state in state.map { OperationFact(kind: .restore, key: key, state: $0) } }
  }

  mutating func set(_ object: KubeObject, for key: ObjectKey) {
    let state = OperationStatus(object.status)?.state
    states.updateValue(state, forKey: key)
    if let cluster = object.spec?["cassandraCluster"]?.string, let state {
      let operation = OperationFact(kind: .restore, key: key, state: state)
      operations.set(operation, onCluster: ObjectKey(namespace: key.namespace, name: cluster))
    } else {
      operations.remove(.restore, key)
    }
  }

  mutating func remove(_ key: ObjectKey) {
    states.removeValue(forKey: key)
    operations.remove(.restore, key)
  }
}
