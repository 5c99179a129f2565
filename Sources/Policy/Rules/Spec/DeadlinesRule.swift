// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct DeadlinesRule: Rule {
  static let description = RuleDescription(
    "deadlines", .spec, [.backup, .restore], .deny,
    """
    Deadlines and limits must not be negative, a run needs more than no time, and a starting deadline says when a slot \
    of a schedule is too late, so it needs a schedule.
    """)

  func check(_ review: BackupReview) -> [Finding] {
    let spec = review.spec
    return notNegative(spec.startingDeadlineSeconds, "startingDeadlineSeconds")
      + positive(spec.activeDeadlineSeconds)
      + notNegative(spec.backoffLimit, "backoffLimit")
      + notNegative(spec.historyLimit, "historyLimit")
      + needsSchedule(spec)
  }

  func check(_ review: RestoreReview) -> [Finding] {
    positive(review.spec.activeDeadlineSeconds)
  }

  private func notNegative(_ field: Field<Int64>, _ name: String) -> [Finding] {
    guard let number = field.value, number < 0 else { return [] }
    return [deny(FieldPath.spec.member(name), .invalid(ShownValue(JSONValue.integer(number))), "must not be negative")]
  }

  private func positive(_ field: Field<Int64>) -> [Finding] {
    guard let number = field.value, number <= 0 else { return [] }
    let path = FieldPath.spec.member("activeDeadlineSeconds")
    return [deny(path, .invalid(ShownValue(JSONValue.integer(number))), "must be at least 1 second")]
  }

  private func needsSchedule(_ spec: BackupSpec) -> [Finding] {
    guard !spec.startingDeadlineSeconds.isAbsent, spec.isOneShot else { return [] }
    let path = FieldPath.spec.member("startingDeadlineSeconds")
    return [deny(path, .forbidden, "a backup without a schedule starts at once: remove it, or add a schedule")]
  }
}
