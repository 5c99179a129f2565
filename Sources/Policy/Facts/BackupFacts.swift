// SPDX-License-Identifier: Apache-2.0
package import Backups
package import KubeModel

/// The surroundings of a backup.
package struct BackupFacts: Sendable {
  package var cluster: Fact<ClusterFact>
  /// Absent too when the backup names no Secret.
  package var secret: Fact<SecretFact>
  /// The other backups of the same cluster.
  package var others: Fact<OtherBackups>

  package init(of spec: BackupSpec, _ key: ObjectKey, from source: any FactSource) {
    let cluster = key.neighbour(spec.cassandraCluster.value ?? "")
    self.cluster = source.cluster(cluster)
    secret = spec.secret.value.map { source.secret(key.neighbour($0)) } ?? .absent
    others = source.backups(ofCluster: cluster).map { OtherBackups($0, except: key) }
  }
}
