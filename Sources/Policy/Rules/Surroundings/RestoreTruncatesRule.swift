// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct RestoreTruncatesRule: Rule {
  static let description = RuleDescription(
    "restore-truncates", .surroundings, [.restore], .warn,
    """
    Names what a restore empties: before it imports, the sidecar truncates each table, which in Cassandra empties it in \
    every datacenter, also where the restore is limited to one.
    """)

  func check(_ review: RestoreReview) -> [Finding] {
    guard review.old == nil, let what = truncated(review) else { return [] }
    return [warn(FieldPath.spec.member("entities"), .remark, "empties \(what) in every datacenter before the import")]
  }

  /// Nil where it cannot be told, which other rules say. Under a rename it is the new table that is emptied.
  private func truncated(_ review: RestoreReview) -> String? {
    if let rename = review.spec.rename.value {
      return ShownValue(rename.pairs.map(\.target).joined(separator: ",")).description + " and tables not renamed"
    }
    switch review.spec.entities {
    case .invalid: return nil
    case .valid(let entities) where entities != .all: return ShownValue(entities.description).description
    case .valid, .absent: return heldByBackup(review.facts.backup)
    }
  }

  private func heldByBackup(_ backup: Fact<BackupFact>) -> String? {
    guard let backup = backup.value else { return "every table of the backup" }
    guard let entities = backup.spec.entities.value, entities != .all else { return "every table of the backup" }
    return ShownValue(entities.description).description
  }
}
