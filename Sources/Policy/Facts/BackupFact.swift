// SPDX-License-Identifier: Apache-2.0
package import Backups
package import KubeModel

/// What rules need of a CassandraBackup other than the one under review.
package struct BackupFact: Sendable {
  package var key: ObjectKey
  /// With its defaults applied.
  package var spec: BackupSpec
  package var status: OperationStatus?

  package init(key: ObjectKey, spec: BackupSpec, status: OperationStatus?) {
    self.key = key
    self.spec = spec
    self.status = status
  }
}
