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
    let detail = TextWriter.text { text in
      text.append(ScheduleSummary(of: schedule, in: review.spec.zone).description)
      if review.spec.suspend.value == true {
        text.append("; suspended, so nothing runs")
      } else {
        for (place, time) in next.enumerated() {
          text.append(place == 0 ? "; next " : ", ")
          text.append(time)
        }
      }
    }
    return [warn(Self.path, .remark, detail)]
  }
}
