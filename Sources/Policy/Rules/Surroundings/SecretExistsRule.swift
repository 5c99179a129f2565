// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct SecretExistsRule: Rule {
  static let description = RuleDescription(
    "secret-exists", .surroundings, [.backup, .restore], .warn,
    """
    Warns if there is no Secret of the name in the object's own namespace. Secrets often come later, from elsewhere, so \
    nothing is refused.
    """)

  private static let path = FieldPath.spec.member("secret")

  func check(_ review: BackupReview) -> [Finding] {
    check(review.spec.secret, review.facts.secret.content, review.key)
  }

  func check(_ review: RestoreReview) -> [Finding] {
    check(review.spec.secret, review.facts.secret.content, review.key)
  }

  private func check(_ name: Field<String>, _ secret: Fact<SecretFact>, _ key: ObjectKey) -> [Finding] {
    guard let name = name.value else { return [] }
    switch secret {
    case .known: return []
    case .absent:
      return [warn(Self.path, .notFound(ShownValue(name)), "no such Secret in namespace \(key.namespace) yet")]
    case .unknown(let reason): return [unverified(Self.path, "whether the Secret exists", reason)]
    }
  }
}
