// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct SchedulePreviewRule: Rule {
  static let description = RuleDescription(
    "schedule-preview", .spec, [.backup], .warn,
    """
    Says what a new or changed schedule means, and when the backup runs next, so that a slip is seen at once.
    """)

  private static let shown = 2

  private static let path = FieldPath.spec.member("schedule")

  func check(_ review: BackupReview) -> [Finding] {
    guard let schedule = review.spec.timedSchedule, ScheduleChange.isNew(in: review) else { return [] }
    let next = schedule.activations(after: review.now, in: review.spec.zone, count: Self.shown)
    guard !next.isEmpty else { return [] }
    let times = next.map(\.description).joined(separator: ", ")
    let outlook = review.spec.suspend.value == true ? "suspended, so nothing runs" : "next \(times)"
    let detail = "\(ScheduleSummary(of: schedule, in: review.spec.zone)); \(outlook)"
    return [warn(Self.path, .remark, detail)]
  }
}
