// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

/// The surroundings of a backup. What it does not name is absent, and nobody is asked about it.
package struct BackupFacts: Sendable {
  package var cluster: Fact<ClusterFact>
  package var secret: NamedSecret
  package var neighbours: Fact<BackupNeighbours>

  init(of spec: BackupSpec, _ key: ObjectKey, for candidate: Candidate, from source: any FactSource) {
    cluster = spec.cassandraCluster.value.map { source.cluster(key.neighbour($0)) } ?? .absent
    secret = NamedSecret(spec.secret.value.map(key.neighbour), for: candidate, from: source)
    neighbours = source.neighbours(of: spec, key)
  }
}
