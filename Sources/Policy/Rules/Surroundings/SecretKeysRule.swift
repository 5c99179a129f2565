// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct SecretKeysRule: Rule {
  static let description = RuleDescription(
    "secret-keys", .surroundings, [.backup, .restore], .deny,
    """
    The Secret must have the keys that the sidecar needs for the storage provider, and no value may be empty or end in a \
    line feed: the sidecar uses the bytes as they are. CassKop checks less, and the sidecar then fails.
    """)

  private static let path = FieldPath.spec.member("secret")

  func check(_ review: BackupReview) -> [Finding] {
    check(review.spec.secret, review.facts.secret, review.spec.storageLocation.value?.provider)
  }

  func check(_ review: RestoreReview) -> [Finding] {
    check(review.spec.secret, review.facts.secret, review.facts.backup.value?.spec.storageLocation.value?.provider)
  }

  private func check(_ name: Field<String>, _ secret: Fact<SecretFact>, _ provider: Provider?) -> [Finding] {
    guard let name = name.value, let provider, provider != .file else { return [] }
    switch secret {
    case .absent: return []
    case .unknown(let reason): return [unverified(Self.path, "whether the Secret has the keys", reason)]
    case .known(let secret): return missing(name, secret, provider) + unusable(name, secret, provider)
    }
  }

  private func missing(_ name: String, _ secret: SecretFact, _ provider: Provider) -> [Finding] {
    provider.missingKeys(in: Set(secret.entries.keys)).map { deny(Self.path, .invalid(ShownValue(name)), $0.message) }
  }

  private func unusable(_ name: String, _ secret: SecretFact, _ provider: Provider) -> [Finding] {
    provider.secretKeys.compactMap { key in
      switch secret.entries[key.name] {
      case .usable, nil: nil
      case .empty: deny(Self.path, .invalid(ShownValue(name)), "the value of key \(key.name) is empty")
      case .endsInNewline:
        deny(Self.path, .invalid(ShownValue(name)), "the value of key \(key.name) ends in a line feed, which breaks it")
      }
    }
  }
}
