// SPDX-License-Identifier: Apache-2.0
package import Backups
package import KubeModel

/// The surroundings of a backup.
package struct BackupFacts: Sendable {
  package var cluster: Fact<ClusterFact>
  /// Absent too when the backup names no Secret.
  package var secret: Fact<SecretFact>
  /// Absent too when the backup names no Secret, or nobody is known to ask for the backup.
  package var authorMayReadSecret: Fact<Bool>
  package var neighbours: Fact<BackupNeighbours>

  package init(
    of spec: BackupSpec, _ key: ObjectKey, author: @autoclosure () -> Author?, from source: any FactSource
  ) {
    let secret = spec.secret.value.map(key.neighbour)
    cluster = source.cluster(key.neighbour(spec.cassandraCluster.value ?? ""))
    self.secret = secret.map(source.secret) ?? .absent
    authorMayReadSecret = source.mayRead(secret, author())
    neighbours = source.neighbours(of: spec, key)
  }
}
