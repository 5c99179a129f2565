// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct AuthorMayReadSecretRule: Rule {
  static let description = RuleDescription(
    "author-may-read-secret", .surroundings, [.backup, .restore], .warn,
    """
    Warns if whoever creates or changes the object may not read (get) the Secret it names: operator and sidecar, who \
    may, would use it on their behalf. Files have no author, so lint finds nothing.
    """)

  private static let path = FieldPath.spec.member("secret")

  func check(_ review: BackupReview) -> [Finding] { check(review.facts.secret) }
  func check(_ review: RestoreReview) -> [Finding] { check(review.facts.secret) }

  private func check(_ secret: NamedSecret) -> [Finding] {
    switch secret.isOpenToAuthor {
    case .absent, .known(true): return []
    case .unknown(let reason): return [unverified(Self.path, "whether the author may read the Secret", reason)]
    case .known(false):
      let author = ShownValue(secret.author?.username ?? "")
      let detail = "\(author) may not get this Secret: ask for access, or name another"
      return [warn(Self.path, .forbidden, detail)]
    }
  }
}
