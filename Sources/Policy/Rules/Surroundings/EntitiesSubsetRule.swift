// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct EntitiesSubsetRule: Rule {
  static let description = RuleDescription(
    "entities-subset", .surroundings, [.restore], .deny,
    """
    Everything a restore asks for must be in its backup. A backup without entities holds every keyspace, and a table \
    belongs to its keyspace; a restore without entities takes all that the backup holds. The sidecar finds out only \
    in its download phase.
    """)

  private static let path = FieldPath.spec.member("entities")
  /// A message names this many offenders one by one.
  private static let reported = 20

  func check(_ review: RestoreReview) -> [Finding] {
    guard let wanted = review.spec.entities.value, wanted != .all else { return [] }
    switch review.facts.backup {
    case .absent: return []
    case .unknown(let reason): return [unverified(Self.path, "whether the backup holds them", reason)]
    case .known(let backup):
      guard let held = held(by: backup) else {
        return [unverified(Self.path, "whether the backup holds them", "the backup's own entities cannot be read")]
      }
      return offenders(wanted.missing(from: held), held)
    }
  }

  /// Nil if the backup's own list is wrong.
  private func held(by backup: BackupFact) -> Entities? {
    switch backup.spec.entities {
    case .absent: .all
    case .valid(let entities): entities
    case .invalid: nil
    }
  }

  private func offenders(_ missing: [MissingEntity], _ held: Entities) -> [Finding] {
    guard !missing.isEmpty else { return [] }
    let holds = "it holds \(ShownValue(held.description))"
    var findings = missing.prefix(Self.reported).map { entity in
      deny(Self.path, .invalid(ShownValue(entity.name)), "\(entity.message); \(holds)")
    }
    if missing.count > Self.reported {
      let more = "\(missing.count - Self.reported) more that the backup does not hold"
      findings.append(deny(Self.path, .invalid(ShownValue("…")), more))
    }
    return findings
  }
}
