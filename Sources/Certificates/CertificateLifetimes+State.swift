// SPDX-License-Identifier: Apache-2.0
internal import TLS

extension CertificateLifetimes {
  /// What the replicas that made these certificates go by, as far as the certificates show it: a leaf that was cut short
  /// by its authority's end looks as if leaves lived shorter.
  package init(of state: CertificateState) {
    let leaf = max(Self.shortestLeaf, Self.lifetime(state.leaf.validity))
    let authority = max(leaf * 3, Self.lifetime(state.authority.certificate.validity))
    self.init(authority: min(authority, Self.longestAuthority), leaf: min(leaf, Self.longestAuthority / 3))
  }

  /// Without what it is dated back.
  private static func lifetime(_ validity: CertificateValidity) -> Int64 {
    let span = validity.notAfter - validity.notBefore
    return min(span - backdating(of: 0), span * 10 / 11)
  }
}
