// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct RenameRule: Rule {
  static let description = RuleDescription(
    "rename", .spec, [.restore], .deny,
    """
    A rename maps keyspace.table to another keyspace.table. Two tables cannot get one name, and a table cannot be both \
    renamed and the new name of another. The sidecar finds out only after the restore has begun.
    """)

  func check(_ review: RestoreReview) -> [Finding] {
    findings(review.spec.rename.value?.violations ?? [])
  }
}
