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
    case .valid(let entities): duplicates(entities.duplicates)
    case .invalid(let value, let error as EntitiesError): problems(error, in: ShownValue(value))
    case .invalid(let value, let error): [deny(Self.path, .invalid(ShownValue(value)), error.message)]
    }
  }

  private func duplicates(_ names: [String]) -> [Finding] {
    names.prefix(EntitiesError.reported).map { name in
      warn(Self.path, .duplicate(ShownValue(name)), "listed more than once, which has no effect")
    }
  }

  private func problems(_ error: EntitiesError, in value: ShownValue) -> [Finding] {
    var findings = error.problems.map { deny(Self.path, .invalid(value), $0.message) }
    if error.total > findings.count {
      findings.append(deny(Self.path, .invalid(value), "\(error.total - findings.count) more of its items are wrong"))
    }
    return findings
  }
}
