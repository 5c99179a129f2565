// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct DirectoriesRule: Rule {
  static let description = RuleDescription(
    "directories", .spec, [.restore], .deny,
    """
    The Cassandra directory must be an absolute path, and the folder that a restore downloads into \
    (/var/lib/cassandra/downloadedsstables) must not lie inside its data folder: the sidecar refuses that after it has \
    accepted the restore.
    """)

  /// Where CassKop, and so Cassette, lets the sidecar download to.
  static let download = "/var/lib/cassandra/downloadedsstables"

  private static let downloadParts = parts(of: download)

  func check(_ review: RestoreReview) -> [Finding] {
    guard let directory = review.spec.cassandraDirectory.value else { return [] }
    let path = FieldPath.spec.member("cassandraDirectory")
    guard directory.hasPrefix("/") else {
      return [deny(path, .invalid(ShownValue(directory)), "must be an absolute path such as /var/lib/cassandra")]
    }
    let home = Self.parts(of: directory)
    guard Self.downloadParts == home || Self.downloadParts.starts(with: home + ["data"]) else { return [] }
    return [
      deny(path, .invalid(ShownValue(directory)), "the download folder \(Self.download) must not be it or lie in its data")
    ]
  }

  private static func parts(of path: String) -> [Substring] {
    path.utf8.split(separator: UInt8(ascii: "/")).map { Substring($0) }.filter { $0 != "." }
  }
}
