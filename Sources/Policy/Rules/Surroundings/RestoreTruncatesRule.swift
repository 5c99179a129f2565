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

  /// Nil where it cannot be told, which other rules say.
  private func truncated(_ review: RestoreReview) -> String? {
    switch review.spec.entities {
    case .invalid: nil
    case .valid(.tables(let tables)): Self.shown(tables.map { target(of: $0, review.spec.rename.value) })
    case .valid(.keyspaces(let keyspaces)): "every table of " + Self.shown(keyspaces.map { $0 })
    case .valid(.all), .absent: "every table of the backup"
    }
  }

  /// Under a rename it is the new table that is emptied.
  private func target(of table: String, _ rename: RenameMap?) -> String {
    rename?.pairs.first { $0.source == table }?.target ?? table
  }

  private static func shown(_ names: [String]) -> String {
    ShownValue(names.joined(separator: ",")).description
  }
}
