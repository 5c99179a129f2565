// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct SecretKeysRule: Rule {
  static let description = RuleDescription(
    "secret-keys", .surroundings, [.backup, .restore], .deny,
    """
    The Secret must have the keys that the sidecar needs for the storage provider, and no value may be empty or end in a \
    line break: the sidecar uses the bytes as they are. (The JSON under the key gcp may end in one.) CassKop checks less, \
    and the sidecar then fails.
    """)

  private static let path = FieldPath.spec.member("secret")

  func check(_ review: BackupReview) -> [Finding] {
    check(review.spec.secret, review.facts.secret, review.spec.storageLocation.value?.provider)
  }

  func check(_ review: RestoreReview) -> [Finding] {
    if case .unknown(let reason) = review.facts.backup, review.spec.secret.value != nil {
      return [unverified(Self.path, "whether the Secret has the keys that the backup's storage needs", reason)]
    }
    return check(
      review.spec.secret, review.facts.secret, review.facts.backup.value?.spec.storageLocation.value?.provider)
  }

  private func check(_ name: Field<String>, _ secret: NamedSecret, _ provider: Provider?) -> [Finding] {
    guard let name = name.value, let provider, provider != .file else { return [] }
    switch secret.content {
    case .absent: return []
    case .unknown(let reason): return [unverified(Self.path, "whether the Secret has the keys", reason)]
    case .known(let secret):
      if Self.isInOrder(secret, provider) { return [] }
      return missing(name, secret, provider) + unusable(name, secret, provider)
    }
  }

  /// True for nearly every Secret, and sooner seen than what is wrong with one.
  private static func isInOrder(_ secret: SecretFact, _ provider: Provider) -> Bool {
    provider.secretKeys.allSatisfy { key in
      guard let entry = secret.entries[key.name] else { return key.need == .never }
      return entry == .usable
    }
  }

  private func missing(_ name: String, _ secret: SecretFact, _ provider: Provider) -> [Finding] {
    provider.missingKeys(in: Set(secret.entries.keys)).map { deny(Self.path, .invalid(ShownValue(name)), $0.message) }
  }

  private func unusable(_ name: String, _ secret: SecretFact, _ provider: Provider) -> [Finding] {
    provider.secretKeys.compactMap { key in
      guard let fault = secret.entries[key.name].flatMap({ fault($0, provider) }) else { return nil }
      return deny(Self.path, .invalid(ShownValue(name)), "the value of its key \(key.name) \(fault)")
    }
  }

  private func fault(_ entry: SecretFact.Entry, _ provider: Provider) -> String? {
    switch entry {
    case .usable: nil
    case .empty: "is empty"
    case .notBase64: "is not base64: encode it, or write it under stringData"
    // The one value that is a document: JSON may end in blanks.
    case .endsInNewline where provider == .gcp: nil
    case .endsInNewline: "ends in a line break, which becomes part of the credential: leave it out"
    }
  }
}
