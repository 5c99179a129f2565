// SPDX-License-Identifier: Apache-2.0

/// How long certificates are valid, and what follows from it. In whole seconds, as certificates count.
package struct CertificateLifetimes: Sendable, Equatable {
  /// Five years and ninety days: nobody has to think of either, and what was stolen does not last forever.
  package static let usual = CertificateLifetimes(authority: 5 * 365 * 86_400, leaf: 90 * 86_400)
  /// Shorter ones leave no time for what has to happen between two rotations, also for tests.
  package static let shortestLeaf: Int64 = 10
  /// A leaf of more than a hundred years is a mistake of typing.
  package static let longestAuthority: Int64 = 100 * 365 * 86_400

  package let authority: Int64
  package let leaf: Int64

  /// - Parameters:
  ///   - authority: at least three times as long as a leaf, at most `longestAuthority`.
  ///   - leaf: at least `shortestLeaf`.
  package init(authority: Int64, leaf: Int64) {
    precondition(leaf >= Self.shortestLeaf && authority / 3 >= leaf && authority <= Self.longestAuthority)
    self.authority = authority
    self.leaf = leaf
  }

  /// A leaf is renewed when so much of its life is left. A third: a month for whoever has to mend what keeps it from
  /// being renewed.
  var leafReserve: Int64 { leaf / 3 }

  /// An authority is followed by another when so much of its life is left. No shorter than a leaf's, which may not outlive
  /// it.
  var authorityReserve: Int64 { authority / 3 }

  /// A new authority that could not be tried out is used when only so much of the old one's life is left.
  var patience: Int64 { authorityReserve / 2 }

  /// How far back a certificate's validity begins before it is made: clocks differ, and are set back.
  static func backdating(of lifetime: Int64) -> Int64 { max(300, lifetime / 10) }
}
