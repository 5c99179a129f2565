// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct ClusterExistsRule: Rule {
  static let description = RuleDescription(
    "cluster-exists", .surroundings, [.backup, .restore], .warn,
    """
    Warns if there is no CassandraCluster of the name in the object's own namespace. Objects may be applied in any \
    order, so nothing is refused: the work waits for the cluster.
    """)

  private static let path = FieldPath.spec.member("cassandraCluster")

  func check(_ review: BackupReview) -> [Finding] {
    check(review.spec.cassandraCluster, review.facts.cluster, review.key)
  }

  func check(_ review: RestoreReview) -> [Finding] {
    check(review.spec.cassandraCluster, review.facts.cluster, review.key)
  }

  private func check(_ name: Field<String>, _ cluster: Fact<ClusterFact>, _ key: ObjectKey) -> [Finding] {
    guard let name = name.value else { return [] }
    switch cluster {
    case .known: return []
    case .absent:
      return [
        warn(Self.path, .notFound(ShownValue(name)), "no such CassandraCluster in namespace \(key.namespace) yet")
      ]
    case .unknown(let reason): return [unverified(Self.path, "whether the cluster exists", reason)]
    }
  }
}
