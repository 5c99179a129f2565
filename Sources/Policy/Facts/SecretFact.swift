// SPDX-License-Identifier: Apache-2.0
private import FoundationEssentials
package import KubeModel

/// What rules need of a Secret: which keys it has and how their values end. It never holds a value.
package struct SecretFact: Sendable, Equatable {
  package enum Entry: Sendable, Equatable {
    case usable
    case empty
    /// The sidecar uses the bytes as they are, so the end of the line becomes part of the credential.
    case endsInNewline
    /// The API server would refuse such a Secret, but a file can hold one.
    case notBase64
  }

  package var entries: [String: Entry]

  package init(entries: [String: Entry]) {
    self.entries = entries
  }

  package init(_ secret: KubeObject) {
    entries = [:]
    for (name, value) in secret.json["data"]?.members ?? [] {
      entries[name] = value.string.map(SecretFact.entry(base64:)) ?? .empty
    }
    // The API server writes these over `data`.
    for (name, value) in secret.json["stringData"]?.members ?? [] {
      entries[name] = value.string.map { SecretFact.entry(bytes: Array($0.utf8)) } ?? .empty
    }
  }

  private static func entry(bytes: [UInt8]) -> Entry {
    guard let last = bytes.last else { return .empty }
    return last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") ? .endsInNewline : .usable
  }

  /// Line ends are skipped, as by the API server.
  private static func entry(base64 text: String) -> Entry {
    let characters = text.utf8.filter { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    guard let value = Data(base64Encoded: Data(characters)) else { return .notBase64 }
    return entry(bytes: Array(value))
  }
}
