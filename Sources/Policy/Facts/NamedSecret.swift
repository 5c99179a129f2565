// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// What may be asked about the Secret that an object names. Only a rule that is on asks: an answer may take a call to the
/// API server, and rights that an operator did not give.
package struct NamedSecret: Sendable {
  private let key: ObjectKey?
  private let candidate: Candidate
  private let source: any FactSource

  /// - Parameter key: nil where none is named.
  init(_ key: ObjectKey?, for candidate: Candidate, from source: any FactSource) {
    self.key = key
    self.candidate = candidate
    self.source = source
  }

  /// Absent too when none is named.
  package var content: Fact<SecretFact> {
    key.map(source.secret) ?? .absent
  }

  /// Who asks for the object.
  package var author: Author? { candidate.author }

  /// Absent when none is named, or nobody asks.
  package var isOpenToAuthor: Fact<Bool> {
    guard let key, let author else { return .absent }
    return source.mayRead(key, author)
  }
}
