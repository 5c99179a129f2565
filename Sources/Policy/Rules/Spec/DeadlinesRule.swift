// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct DeadlinesRule: Rule {
  static let description = RuleDescription(
    "deadlines", .spec, [.backup, .restore], .deny,
    """
    Deadlines and limits must not be negative, a run needs more than no time, and a starting deadline says when a slot \
    of a schedule is too late, so it needs a schedule. Deadlines are at most 2147483647 seconds, limits at most 100.
    """)

  private static let longest = Int64(Int32.max)
  /// With exponential back-off more retries would never be reached, and more runs would make the status too large.
  private static let most: Int64 = 100

  func check(_ review: BackupReview) -> [Finding] {
    let spec = review.spec
    return check(spec.startingDeadlineSeconds, "startingDeadlineSeconds", 0...Self.longest)
      + check(spec.activeDeadlineSeconds, "activeDeadlineSeconds", 1...Self.longest)
      + check(spec.backoffLimit, "backoffLimit", 0...Self.most)
      + check(spec.historyLimit, "historyLimit", 0...Self.most)
      + needsSchedule(spec)
  }

  func check(_ review: RestoreReview) -> [Finding] {
    check(review.spec.activeDeadlineSeconds, "activeDeadlineSeconds", 1...Self.longest)
  }

  private func check(_ field: Field<Int64>, _ name: String, _ range: ClosedRange<Int64>) -> [Finding] {
    guard let number = field.value, !range.contains(number) else { return [] }
    let detail = "must be from \(range.lowerBound) to \(range.upperBound)"
    return [deny(FieldPath.spec.member(name), .invalid(ShownValue(JSONValue.integer(number))), detail)]
  }

  private func needsSchedule(_ spec: BackupSpec) -> [Finding] {
    guard !spec.startingDeadlineSeconds.isAbsent, spec.isOneShot else { return [] }
    let path = FieldPath.spec.member("startingDeadlineSeconds")
    return [deny(path, .forbidden, "a backup without a schedule starts at once: remove it, or add a schedule")]
  }
}
