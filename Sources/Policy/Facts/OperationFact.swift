// SPDX-License-Identifier: Apache-2.0
package import Backups
package import KubeModel

/// A backup or restore that is at work on a cluster, or waits to be.
package struct OperationFact: Sendable, Equatable {
  package var kind: SubjectKind
  package var key: ObjectKey
  package var state: OperationState

  package init(kind: SubjectKind, key: ObjectKey, state: OperationState) {
    self.kind = kind
    self.key = key
    self.state = state
  }
}
