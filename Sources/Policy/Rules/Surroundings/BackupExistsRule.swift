// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct BackupExistsRule: Rule {
  static let description = RuleDescription(
    "backup-exists", .surroundings, [.restore], .deny,
    """
    The backup that a restore names must exist in the restore's own namespace.
    """)

  func check(_ review: RestoreReview) -> [Finding] {
    guard let name = review.spec.cassandraBackup.value else { return [] }
    let path = FieldPath.spec.member("cassandraBackup")
    switch review.facts.backup {
    case .known: return []
    case .absent:
      let detail = "there is no CassandraBackup of this name in namespace \(review.key.namespace)"
      return [deny(path, .notFound(ShownValue(name)), detail)]
    case .unknown(let reason): return [unverified(path, "whether the backup exists", reason)]
    }
  }
}
