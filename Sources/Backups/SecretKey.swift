// SPDX-License-Identifier: Apache-2.0

/// A key that the sidecar looks for in the secret with a provider's credentials.
package struct SecretKey: Sendable, Equatable {
  package enum Need: Sendable, Equatable {
    case always
    /// Only when the secret also has the other key.
    case with(String)
    case never
  }

  package let name: String
  package let need: Need
}

extension Provider {
  /// The keys of this provider's secret, as the sidecar itself (esop 1.1.4) demands them. The operator's own check is
  /// laxer for S3 (it lets missing access keys pass, the sidecar then fails) and does not look at oracle, minio and
  /// ceph.
  package var secretKeys: [SecretKey] {
    switch self {
    case .s3, .minio, .oracle:
      Self.accessKeys + [
        .init(name: "awsendpoint", need: .never), .init(name: "awsregion", need: .with("awsendpoint")),
      ]
    case .ceph: Self.accessKeys + [.init(name: "awsendpoint", need: .always)]
    case .azure:
      [.init(name: "azurestorageaccount", need: .always), .init(name: "azurestoragekey", need: .always)]
    case .gcp: [.init(name: "gcp", need: .always)]
    case .file: []
    }
  }

  private static var accessKeys: [SecretKey] {
    [.init(name: "awsaccesskeyid", need: .always), .init(name: "awssecretaccesskey", need: .always)]
  }

  /// The keys a secret with the keys `present` still needs.
  package func missingKeys(in present: Set<String>) -> [MissingSecretKey] {
    secretKeys.compactMap { key in
      if present.contains(key.name) { return nil }
      switch key.need {
      case .never: return nil
      case .with(let other) where !present.contains(other): return nil
      case .with, .always:
        return MissingSecretKey(
          provider: self, key: key, lookalike: MissingSecretKey.lookalike(of: key.name, in: present))
      }
    }
  }
}
