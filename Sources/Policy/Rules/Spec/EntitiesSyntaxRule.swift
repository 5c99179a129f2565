// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct EntitiesSyntaxRule: Rule {
  static let description = RuleDescription(
    "entities-syntax", .spec, [.backup, .restore], .deny,
    """
    Entities are keyspaces or keyspace.table names, not both, separated by commas or blanks. The sidecar drops an item \
    with two dots in silence, and what is left empty means everything: a.b.c would back up every keyspace. Warns of \
    names that are listed twice.
    """)

  private static let path = FieldPath.spec.member("entities")

  func check(_ review: BackupReview) -> [Finding] { check(review.spec.entities) }
  func check(_ review: RestoreReview) -> [Finding] { check(review.spec.entities) }

  private func check(_ entities: Field<Entities>) -> [Finding] {
    switch entities {
    case .absent: []
    case .valid(let entities):
      entities.duplicates.prefix(EntitiesError.reported).map {
        warn(Self.path, .duplicate(ShownValue($0)), "listed more than once")
      }
    case .invalid(let value, let error as EntitiesError):
      error.problems.map { deny(Self.path, .invalid(ShownValue(value)), $0.message) }
    case .invalid(let value, let error):
      [deny(Self.path, .invalid(ShownValue(value)), error.message)]
    }
  }
}
