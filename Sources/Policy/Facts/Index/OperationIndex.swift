// SPDX-License-Identifier: Apache-2.0
import Backups
package import KubeModel

/// What runs or waits, by cluster.
package struct OperationIndex: Sendable {
  /// A message names one, and another may be that of the restore under review.
  package static let most = 2

  private struct Subject: Hashable {
    var kind: SubjectKind
    var key: ObjectKey
  }

  private struct Place {
    var cluster: ObjectKey
    var operation: OperationFact
  }

  private var places: [Subject: Place] = [:]
  private var operations: [ObjectKey: Sorted<OperationFact>] = [:]

  package init() {}

  /// Puts an operation in the place of what there was of its object. One that is over leaves nothing.
  package mutating func set(_ operation: OperationFact, onCluster cluster: ObjectKey) {
    remove(operation.kind, operation.key)
    guard operation.state.isActive else { return }
    places[Subject(kind: operation.kind, key: operation.key)] = Place(cluster: cluster, operation: operation)
    operations[cluster, default: Sorted()].insert(operation)
  }

  /// - Parameter key: of an object that may never have been set.
  package mutating func remove(_ kind: SubjectKind, _ key: ObjectKey) {
    guard let place = places.removeValue(forKey: Subject(kind: kind, key: key)) else { return }
    operations.remove(place.operation, under: place.cluster)
  }

  /// Backups first, then by name.
  package func operations(onCluster cluster: ObjectKey) -> [OperationFact] {
    Array(operations[cluster]?.elements.prefix(OperationIndex.most) ?? [])
  }
}

extension OperationFact: Comparable {
  package static func < (left: OperationFact, right: OperationFact) -> Bool {
    (left.kind.rawValue, left.key.name) < (right.kind.rawValue, right.key.name)
  }
}
