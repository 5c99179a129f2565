// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct DurationRule: Rule {
  static let description = RuleDescription(
    "duration", .spec, [.backup], .deny,
    """
    A duration is a positive Go duration such as 1h30m. Warns that it has no effect with sidecars before Icarus 2.0.2, \
    CassKop's default among them: they answer 500 to any request that has one, so it is not sent to them.
    """)

  private static let path = FieldPath.spec.member("duration")

  func check(_ review: BackupReview) -> [Finding] {
    switch review.spec.duration {
    case .absent: []
    case .invalid(let value, let error): [deny(Self.path, .invalid(ShownValue(value)), error.message)]
    case .valid(let duration) where duration.nanoseconds <= 0:
      [deny(Self.path, .invalid(written(review)), "must be positive, such as 1h30m")]
    case .valid:
      [warn(Self.path, .remark, "needs Icarus 2.0.2 or later; it is not sent to an older sidecar")]
    }
  }

  private func written(_ review: BackupReview) -> ShownValue {
    ShownValue(review.new.object.spec?["duration"] ?? .null)
  }
}
