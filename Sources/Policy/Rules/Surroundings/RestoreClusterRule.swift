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

  func check(_ review: RestoreReview) -> [Finding] {
    guard let name = review.spec.cassandraCluster.value else { return [] }
    let path = FieldPath.spec.member("cassandraCluster")
    switch review.facts.backup {
    case .absent: return []
    case .unknown(let reason): return [unverified(path, "whether it is the backup's cluster", reason)]
    case .known(let backup):
      guard let other = backup.spec.cassandraCluster.value, other != name else { return [] }
      return [deny(path, .invalid(ShownValue(name)), "the backup is one of cluster \(ShownValue(other))")]
    }
  }
}
