// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct RestoreClusterRule: Rule {
  static let description = RuleDescription(
    "restore-cluster", .surroundings, [.restore], .deny,
    """
    A restore must name the cluster of its backup: the sidecar puts its own cluster's name into the storage location, so \
    it would look in another folder and find nothing.
    """)

  private static let path = FieldPath.spec.member("cassandraCluster")

  func check(_ review: RestoreReview) -> [Finding] {
    guard let name = review.spec.cassandraCluster.value else { return [] }
    switch review.facts.backup {
    case .absent: return []
    case .unknown(let reason): return [unverified(Self.path, "whether it is the backup's cluster", reason)]
    case .known(let backup):
      guard let other = backup.spec.cassandraCluster.value, !other.hasSameBytes(as: name) else { return [] }
      return [
        deny(
          Self.path, .invalid(ShownValue(name)),
          "the backup was made of cluster \(ShownValue(other)) and can be restored only there")
      ]
    }
  }
}
