// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// A kind of storage that the sidecar can write backups to; the raw value is what a storage location begins with.
///
/// The sidecar compares it letter by letter, so `S3` and `gs` are unknown to it.
package enum Provider: String, CaseIterable, Sendable {
  case s3, azure, gcp, file, oracle, minio, ceph

  /// Icarus 3.0.0 knows no others.
  package var isKnownToEverySidecar: Bool {
    switch self {
    case .s3, .azure, .gcp, .file: true
    case .oracle, .minio, .ceph: false
    }
  }

  /// The names as they are listed in messages.
  package static let list = allCases.map(\.rawValue).joined(separator: ", ")

  /// The provider meant by a word that is not one: another spelling, the scheme another tool uses, or a slip.
  package static func meant(by word: String) -> Provider? {
    let word = String(word.lowercased().unicodeScalars.filter { !$0.isInvisible }.prefix(64).map(Character.init))
    if let provider = Provider(rawValue: word) ?? aliases[word] { return provider }
    return Suggestion.nearest(to: word, among: allCases.map(\.rawValue)).flatMap(Provider.init)
  }

  private static let aliases: [String: Provider] = [
    "gs": .gcp, "gcs": .gcp, "google": .gcp,
    "s3a": .s3, "s3n": .s3, "aws": .s3,
    "az": .azure, "azblob": .azure, "wasb": .azure, "wasbs": .azure, "abfs": .azure, "abfss": .azure,
    "oci": .oracle,
  ]
}
