// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct RestoreDatacenterRule: Rule {
  static let description = RuleDescription(
    "restore-datacenter", .surroundings, [.restore], .deny,
    """
    A restore must name the datacenter of its backup: other datacenters have other folders, with nothing of this backup \
    in them. A backup without a datacenter holds them all.
    """)

  private static let path = FieldPath.spec.member("datacenter")

  func check(_ review: RestoreReview) -> [Finding] {
    switch review.facts.backup {
    case .absent: return []
    case .unknown(let reason): return [unverified(Self.path, "whether it is the backup's datacenter", reason)]
    case .known(let backup):
      guard let held = backup.spec.datacenter.value else { return [] }
      guard let wanted = review.spec.datacenter.value else {
        return [deny(Self.path, .required, "the backup holds only datacenter \(ShownValue(held)): name that one")]
      }
      guard !wanted.hasSameBytes(as: held) else { return [] }
      return [
        deny(
          Self.path, .invalid(ShownValue(wanted)), "the backup holds only datacenter \(ShownValue(held)): name that one"
        )
      ]
    }
  }
}
