// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct TimeZoneRule: Rule {
  static let description = RuleDescription(
    "time-zone", .spec, [.backup], .deny,
    """
    The time zone is an IANA name, and is given once: in timeZone or as the schedule's TZ= prefix.
    """)

  private static let path = FieldPath.spec.member("timeZone")

  func check(_ review: BackupReview) -> [Finding] {
    switch review.spec.timeZone {
    case .absent: return []
    case .invalid(let value, let error):
      return [deny(Self.path, .invalid(ShownValue(value)), error.message)]
    case .valid:
      guard let schedule = review.spec.schedule.value, schedule.hasZonePrefix else { return [] }
      return [deny(Self.path, .forbidden, "the schedule names a zone itself: remove its TZ= prefix or timeZone")]
    }
  }
}
