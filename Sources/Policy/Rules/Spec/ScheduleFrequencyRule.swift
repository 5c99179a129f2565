// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct ScheduleFrequencyRule: Rule {
  static let description = RuleDescription(
    "schedule-frequency", .spec, [.backup], .warn,
    """
    Warns of a schedule that is due more often than every 10 minutes, and says how often: each run of a backup flushes \
    and snapshots every table on every node.
    """)

  private static let shortestUsualGap: Int64 = 600

  private static let path = FieldPath.spec.member("schedule")

  func check(_ review: BackupReview) -> [Finding] {
    guard let schedule = review.spec.schedule.value else { return [] }
    let frequency = ScheduleFrequency(of: schedule)
    guard frequency.runsPerDay > 0, frequency.shortestGap < Self.shortestUsualGap else { return [] }
    let detail = "due every \(Self.words(frequency.shortestGap)) at times, \(frequency.runsPerDay) runs a day"
    return [warn(Self.path, .remark, detail)]
  }

  private static func words(_ seconds: Int64) -> String {
    seconds % 60 == 0 ? "\(seconds / 60) min" : "\(seconds) s"
  }
}
