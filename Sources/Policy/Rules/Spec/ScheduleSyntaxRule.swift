// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct ScheduleSyntaxRule: Rule {
  static let description = RuleDescription(
    "schedule-syntax", .spec, [.backup], .deny,
    """
    A schedule is what robfig/cron v3 reads, CassKop's parser: five fields, a word such as @daily, or @every DURATION, \
    with a TZ= prefix if need be. A text that would make that parser panic, such as TZ=UTC alone, is refused too.
    """)

  func check(_ review: BackupReview) -> [Finding] {
    guard case .invalid(let value, let error) = review.spec.schedule else { return [] }
    return [deny(FieldPath.spec.member("schedule"), .invalid(ShownValue(value)), error.message)]
  }
}
