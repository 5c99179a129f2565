// SPDX-License-Identifier: Apache-2.0
package import Backups
package import KubeModel

/// The surroundings of a restore.
package struct RestoreFacts: Sendable {
  package var backup: Fact<BackupFact>
  package var cluster: Fact<ClusterFact>
  /// Absent too when the restore names no Secret.
  package var secret: Fact<SecretFact>
  /// What else runs on the cluster or waits for it.
  package var operations: Fact<OtherOperations>

  package init(of spec: RestoreSpec, _ key: ObjectKey, from source: any FactSource) {
    func neighbour(_ field: Field<String>) -> ObjectKey {
      key.neighbour(field.value ?? "")
    }
    backup = source.backup(neighbour(spec.cassandraBackup))
    cluster = source.cluster(neighbour(spec.cassandraCluster))
    secret = spec.secret.isAbsent ? .absent : source.secret(neighbour(spec.secret))
    operations = source.operations(onCluster: neighbour(spec.cassandraCluster))
      .map { OtherOperations($0, exceptRestore: key) }
  }
}
