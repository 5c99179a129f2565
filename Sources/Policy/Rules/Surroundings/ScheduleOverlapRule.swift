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
  /// Messages name this many other backups, and no more than `compared` are looked at.
  private static let reported = 3
  private static let compared = 50

  func check(_ review: BackupReview) -> [Finding] {
    guard isOnDuty(review.spec), ScheduleChange.isNew(in: review) else { return [] }
    switch review.facts.others {
    case .absent: return []
    case .unknown(let reason):
      return [unverified(Self.path, "whether another schedule is due at the same time", reason)]
    case .known(let others):
      let candidates = others.lazy.filter { isOnDuty($0.spec) && !$0.isBeingDeleted }.prefix(Self.compared)
      return Array(candidates.compactMap { finding($0, review) }.prefix(Self.reported))
    }
  }

  private func isOnDuty(_ spec: BackupSpec) -> Bool {
    spec.timedSchedule != nil && spec.suspend.value != true
  }

  private func finding(_ other: BackupFact, _ review: BackupReview) -> Finding? {
    guard let slot = SharedSlot.first(of: review.spec, other.spec, after: review.now) else { return nil }
    return warn(Self.path, .remark, "backup \(other.key.name) of the cluster is due too at \(slot)")
  }
}
