// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct BackupImmutableRule: Rule {
  static let description = RuleDescription(
    "backup-immutable", .change, [.backup], .deny,
    """
    The spec of a backup without a schedule is the record of what was backed up, so it cannot change once the backup has \
    started; suspend, concurrencyPolicy and the limits may. Create a new object to take another backup.
    """)

  /// They say how a run is watched, not what it saves.
  private static let changeable: Set<String> = [
    "suspend", "historyLimit", "backoffLimit", "activeDeadlineSeconds", "concurrencyPolicy",
  ]

  func check(_ review: BackupReview) -> [Finding] {
    guard let old = review.old, old.spec.isOneShot, OperationStatus(old.object.status)?.hasStarted ?? false else {
      return []
    }
    return SpecChange.members(from: old.object.spec, to: review.new.object.spec)
      .filter { !Self.changeable.contains($0) }
      .map { deny(FieldPath.spec.member($0), .forbidden, "the backup has started: undo this, or create a new object") }
  }
}
