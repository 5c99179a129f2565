// SPDX-License-Identifier: Apache-2.0
package import Backups
package import KubeModel

/// What rules need of a CassandraBackup other than the one under review.
///
/// A class, as it never changes and a cluster may have thousands: handing one around costs a reference.
package final class BackupFact: Sendable {
  package let key: ObjectKey
  /// With its defaults applied.
  package let spec: BackupSpec
  package let status: OperationStatus?
  /// Somebody has deleted it, and a finalizer still holds it.
  package let isBeingDeleted: Bool

  package init(key: ObjectKey, spec: BackupSpec, status: OperationStatus?, isBeingDeleted: Bool = false) {
    self.key = key
    self.spec = spec
    self.status = status
    self.isBeingDeleted = isBeingDeleted
  }
}
