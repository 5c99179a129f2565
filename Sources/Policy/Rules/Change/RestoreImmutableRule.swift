// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct RestoreImmutableRule: Rule {
  static let description = RuleDescription(
    "restore-immutable", .change, [.restore], .deny,
    """
    The spec of a restore is the record of what was restored, so it cannot change once the restore has started; its \
    deadline may. Create a new object to restore again.
    """)

  private static let changeable = "activeDeadlineSeconds"

  func check(_ review: RestoreReview) -> [Finding] {
    guard let old = review.old, OperationStatus(old.object.status)?.hasStarted ?? false else { return [] }
    return SpecChange.members(from: old.object.spec, to: review.new.object.spec)
      .filter { $0 != Self.changeable }
      .map { deny(FieldPath.spec.member($0), .forbidden, "the restore has started: undo this, or create a new object") }
  }
}
