// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct ScheduleNeverFiresRule: Rule {
  static let description = RuleDescription(
    "schedule-never-fires", .spec, [.backup], .deny,
    """
    A schedule must be due at some time: the parser also takes 30 February and empty fields, and such a backup is never \
    made.
    """)

  func check(_ review: BackupReview) -> [Finding] {
    guard let schedule = review.spec.schedule.value, review.spec.nextSlot(after: review.now) == nil else { return [] }
    return [deny(FieldPath.spec.member("schedule"), .invalid(ShownValue(schedule.text)), detail(schedule))]
  }

  private func detail(_ schedule: CronSchedule) -> String {
    if case .fields(let fields) = schedule.timing, fields.hasEmptyField {
      return "it is never due: a field is empty, write * for any value"
    }
    return "it is never due: no such date comes in the next five years"
  }
}
