// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct RenameEntitiesRule: Rule {
  static let description = RuleDescription(
    "rename-entities", .spec, [.restore], .deny,
    """
    A restore that renames must list tables in entities: each table that is renamed, and none that is a new name. The \
    sidecar checks this in the phases that follow, the last of them after it has emptied tables.
    """)

  func check(_ review: RestoreReview) -> [Finding] {
    guard let rename = review.spec.rename.value, let entities = restored(review) else { return [] }
    return findings(rename.violations(restoring: entities))
  }

  /// Nil if the list cannot be read: `entities-syntax` says so.
  private func restored(_ review: RestoreReview) -> Entities? {
    switch review.spec.entities {
    case .absent: .all
    case .valid(let entities): entities
    case .invalid: nil
    }
  }
}
