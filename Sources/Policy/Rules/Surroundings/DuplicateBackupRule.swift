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
    switch review.facts.others {
    case .absent: return []
    case .unknown(let reason): return [unverified(Self.path, "whether the tag is taken", reason)]
    case .known(let others):
      guard let twin = others.first(where: { isTwin($0, of: review.spec, tag) }) else { return [] }
      let detail = "backup \(twin.key.name) has completed with this tag at the same place: choose another"
      return [deny(Self.path, .duplicate(ShownValue(tag.description)), detail)]
    }
  }

  private func isTwin(_ other: BackupFact, of spec: BackupSpec, _ tag: SnapshotTag) -> Bool {
    other.status?.hasCompleted ?? false && other.spec.isOneShot
      && other.spec.snapshotTag.value?.description.hasSameBytes(as: tag.description) ?? false
      && (other.spec.datacenter.value ?? "").hasSameBytes(as: spec.datacenter.value ?? "")
      && BackupPlace.isShared(other.spec, spec)
  }
}
