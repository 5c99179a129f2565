// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct DurationRule: Rule {
  static let description = RuleDescription(
    "duration", .spec, [.backup], .deny,
    """
    A duration is a positive Go duration such as 1h30m. Go knows no unit longer than the hour, so a day is 24h.
    """)

  private static let path = FieldPath.spec.member("duration")

  func check(_ review: BackupReview) -> [Finding] {
    switch review.spec.duration {
    case .absent: []
    case .invalid(let value, let error): [deny(Self.path, .invalid(ShownValue(value)), error.message)]
    case .valid(let duration) where duration.nanoseconds <= 0:
      [deny(Self.path, .invalid(written(review)), "must be positive, such as 1h30m")]
    case .valid: []
    }
  }

  private func written(_ review: BackupReview) -> ShownValue {
    ShownValue(review.new.object.spec?["duration"] ?? .null)
  }
}
