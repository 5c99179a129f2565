// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct RestoreBusyRule: Rule {
  static let description = RuleDescription(
    "restore-busy", .surroundings, [.restore], .warn,
    """
    Warns if another backup or restore is at work on the cluster: one operation runs at a time, so this restore waits.
    """)

  private static let path = FieldPath.spec.member("cassandraCluster")

  func check(_ review: RestoreReview) -> [Finding] {
    guard review.old == nil, let name = review.spec.cassandraCluster.value else { return [] }
    switch review.facts.operations {
    case .absent: return []
    case .unknown(let reason): return [unverified(Self.path, "whether the cluster is busy", reason)]
    case .known(let operations):
      guard let other = operations.first else { return [] }
      let what = "\(other.kind.rawValue) \(other.key.name) is \(other.state.rawValue)"
      return [warn(Self.path, .remark, "\(what) on \(name): this restore will wait")]
    }
  }
}
