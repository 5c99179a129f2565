// SPDX-License-Identifier: Apache-2.0
package import Backups
package import KubeModel

/// The surroundings of a restore.
package struct RestoreFacts: Sendable {
  package var backup: Fact<BackupFact>
  package var cluster: Fact<ClusterFact>
  /// Absent too when the restore names no Secret.
  package var secret: Fact<SecretFact>
  /// Absent too when the restore names no Secret, or nobody is known to ask for the restore.
  package var authorMayReadSecret: Fact<Bool>
  /// What else runs on the cluster or waits for it.
  package var operations: Fact<[OperationFact]>

  package init(
    of spec: RestoreSpec, _ key: ObjectKey, author: @autoclosure () -> Author?, from source: any FactSource
  ) {
    let secret = spec.secret.value.map(key.neighbour)
    func neighbour(_ field: Field<String>) -> ObjectKey {
      key.neighbour(field.value ?? "")
    }
    backup = source.backup(neighbour(spec.cassandraBackup))
    cluster = source.cluster(neighbour(spec.cassandraCluster))
    self.secret = secret.map(source.secret) ?? .absent
    authorMayReadSecret = source.mayRead(secret, author())
    operations = source.operations(onCluster: neighbour(spec.cassandraCluster)).map { operations in
      operations.filter { $0.kind != .restore || $0.key != key }
    }
  }
}
