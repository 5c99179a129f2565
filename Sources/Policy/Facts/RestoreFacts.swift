// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

/// The surroundings of a restore. What it does not name is absent, and nobody is asked about it.
package struct RestoreFacts: Sendable {
  package var backup: Fact<BackupFact>
  package var cluster: Fact<ClusterFact>
  package var secret: NamedSecret
  /// What else runs on the cluster or waits for it.
  package var operations: Fact<[OperationFact]>

  init(of spec: RestoreSpec, _ key: ObjectKey, for candidate: Candidate, from source: any FactSource) {
    backup = spec.cassandraBackup.value.map { source.backup(key.neighbour($0)) } ?? .absent
    let cluster = spec.cassandraCluster.value.map(key.neighbour)
    self.cluster = cluster.map(source.cluster) ?? .absent
    secret = NamedSecret(spec.secret.value.map(key.neighbour), for: candidate, from: source)
    operations = (cluster.map(source.operations(onCluster:)) ?? .absent).map { operations in
      operations.filter { $0.kind != .restore || $0.key != key }
    }
  }
}
