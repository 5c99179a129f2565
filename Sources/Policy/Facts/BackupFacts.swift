// SPDX-License-Identifier: Apache-2.0
package import Backups
package import KubeModel

/// The surroundings of a backup.
package struct BackupFacts: Sendable {
  package var cluster: Fact<ClusterFact>
  /// Absent too when the backup names no Secret.
  package var secret: Fact<SecretFact>
  /// The other backups of the same cluster.
  package var others: Fact<[BackupFact]>

  package init(of spec: BackupSpec, _ key: ObjectKey, from source: any FactSource) {
    let cluster = ObjectKey(namespace: key.namespace, name: spec.cassandraCluster.value ?? "")
    self.cluster = source.cluster(cluster)
    secret = spec.secret.value.map { source.secret(ObjectKey(namespace: key.namespace, name: $0)) } ?? .absent
    others = source.backups(ofCluster: cluster).map { backups in backups.filter { $0.key != key } }
  }
}
