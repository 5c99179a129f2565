// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct DuplicateBackupRule: Rule {
  static let description = RuleDescription(
    "duplicate-backup", .surroundings, [.backup], .deny,
    """
    Another backup without a schedule has completed with the same tag, at the same place, of the same cluster and \
    datacenter: a restore could not tell the two apart. Choose another snapshotTag.
    """)

  private static let path = FieldPath.spec.member("snapshotTag")

  func check(_ review: BackupReview) -> [Finding] {
    guard review.spec.isOneShot, let tag = review.spec.snapshotTag.value else { return [] }
    switch review.facts.neighbours {
    case .absent: return []
    case .unknown(let reason): return [unverified(Self.path, "whether the tag is taken", reason)]
    case .known(let neighbours):
      guard let twin = neighbours.twin else { return [] }
      let detail = "backup \(twin.key.name) has completed with this tag at the same place: choose another"
      return [deny(Self.path, .duplicate(ShownValue(tag.description)), detail)]
    }
  }
}
