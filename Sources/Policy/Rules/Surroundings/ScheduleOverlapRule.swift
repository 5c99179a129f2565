// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct ScheduleOverlapRule: Rule {
  static let description = RuleDescription(
    "schedule-overlap", .surroundings, [.backup], .warn,
    """
    Warns if another scheduled backup of the cluster is due in the same minute: one operation runs at a time, so one of \
    the two waits or is skipped. Suspended schedules do not count.
    """)

  private static let path = FieldPath.spec.member("schedule")
  /// Messages name this many other backups.
  private static let reported = 3

  func check(_ review: BackupReview) -> [Finding] {
    guard DueTimes(review.spec) != nil, ScheduleChange.isNew(in: review) else { return [] }
    switch review.facts.neighbours {
    case .absent: return []
    case .unknown(let reason):
      return [unverified(Self.path, "whether another schedule is due at the same time", reason)]
    case .known(let neighbours):
      return Array(neighbours.schedules.lazy.compactMap { finding($0, review) }.prefix(Self.reported))
    }
  }

  private func finding(_ other: BackupFact, _ review: BackupReview) -> Finding? {
    guard let slot = SharedSlot.first(of: review.spec, other.spec, after: review.now) else { return nil }
    return warn(Self.path, .remark, "backup \(other.key.name) of the cluster is due too at \(slot)")
  }
}
