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

  private static let path = FieldPath.spec.member("entities")

  func check(_ review: RestoreReview) -> [Finding] {
    guard review.old == nil, let what = truncated(review) else { return [] }
    let detail = TextWriter.text { $0.append(["empties ", what, " in every datacenter before the import"]) }
    return [warn(Self.path, .remark, detail)]
  }

  /// Messages name this many tables or keyspaces; a list may have a hundred thousand.
  private static let named = 5

  /// Nil where it cannot be told, which other rules say.
  private func truncated(_ review: RestoreReview) -> String? {
    switch review.spec.entities {
    case .invalid: nil
    case .valid(.tables(let tables)):
      Self.shown(targets(of: tables.prefix(Self.named), review.spec.rename.value), of: tables.count)
    case .valid(.keyspaces(let keyspaces)):
      "every table of " + Self.shown(keyspaces.prefix(Self.named), of: keyspaces.count)
    case .valid(.all), .absent: "every table of the backup"
    }
  }

  /// Under a rename it is the new table that is emptied.
  private func targets(of tables: [String], _ rename: RenameMap?) -> [String] {
    guard let rename else { return tables }
    return tables.map { table in rename.pairs.first { $0.source == table }?.target ?? table }
  }

  private static func shown(_ names: [String], of total: Int) -> String {
    let list = TextWriter.text { $0.append(names, separatedBy: ", ") }
    return total > names.count ? "\(list) and \(total - names.count) more" : list
  }
}
