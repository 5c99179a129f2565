// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct DirectoriesRule: Rule {
  static let description = RuleDescription(
    "directories", .spec, [.restore], .deny,
    """
    The Cassandra directory must be an absolute path, and neither it nor its data folder may hold the folder that a \
    restore downloads into, /var/lib/cassandra/downloadedsstables, as its own: the sidecar refuses that after it has \
    accepted the restore.
    """)

  /// Where CassKop, and so Cassette, lets the sidecar download to.
  static let download = "/var/lib/cassandra/downloadedsstables"

  private static let downloadParts = parts(of: download)
  private static let path = FieldPath.spec.member("cassandraDirectory")

  func check(_ review: RestoreReview) -> [Finding] {
    guard let directory = review.spec.cassandraDirectory.value else { return [] }
    guard directory.utf8.first == UInt8(ascii: "/") else {
      let detail = "must be an absolute path such as /var/lib/cassandra"
      return [deny(Self.path, .invalid(ShownValue(directory)), detail)]
    }
    guard Self.collides(Self.downloadParts, with: directory) else { return [] }
    let detail = "restores download to \(Self.download), which must be neither this folder nor in its data folder"
    return [deny(Self.path, .invalid(ShownValue(directory)), detail)]
  }

  /// Whether a download folder is one that the sidecar refuses for this Cassandra directory.
  static func collides(_ download: [ArraySlice<UInt8>], with directory: String) -> Bool {
    let home = parts(of: directory)
    return download.starts(with: home) && (download.count == home.count || download[home.count] == data)
  }

  /// In bytes, as the file system tells names apart.
  static func parts(of path: String) -> [ArraySlice<UInt8>] {
    let all = Array(path.utf8).split(separator: UInt8(ascii: "/"))
    // Nearly every path is written without a way back.
    guard all.contains(where: { $0.first == UInt8(ascii: ".") }) else { return all }
    var parts: [ArraySlice<UInt8>] = []
    for part in all where part != here {
      if part == parent { _ = parts.popLast() } else { parts.append(part) }
    }
    return parts
  }

  private static let here = Array(".".utf8)[...]
  private static let parent = Array("..".utf8)[...]
  private static let data = Array("data".utf8)[...]
}
