// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct SnapshotTagPrefixRule: Rule {
  static let description = RuleDescription(
    "snapshot-tag-prefix", .surroundings, [.backup], .warn,
    """
    Warns if the tag is the beginning of another backup's at the same place, or the other way round: the sidecar \
    restores the newest backup whose name begins with the tag, so it may take the wrong one.
    """)

  private static let path = FieldPath.spec.member("snapshotTag")

  func check(_ review: BackupReview) -> [Finding] {
    guard let tag = review.spec.snapshotTag.value, review.spec.storageLocation.value != nil else { return [] }
    switch review.facts.neighbours {
    case .absent: return []
    case .unknown(let reason): return [unverified(Self.path, "whether another tag begins like it", reason)]
    case .known(let neighbours):
      return neighbours.tagRelatives.compactMap { detail(tag, $0) }.map { warn(Self.path, .remark, $0) }
    }
  }

  private func detail(_ tag: SnapshotTag, _ other: BackupFact) -> String? {
    guard let theirs = other.spec.snapshotTag.value else { return nil }
    if tag.isProperPrefix(of: theirs) {
      return "a restore of \(tag) may take \(theirs) of backup \(other.key.name), which begins with it"
    }
    return "a restore of \(theirs) of backup \(other.key.name) may take \(tag), which begins with it"
  }
}
