// SPDX-License-Identifier: Apache-2.0
internal import TLS

/// All that replicas share, as the Secret holds it.
///
/// One authority signs. Another may be on its way in (`next`, trusted already) or on its way out (`previous`, still
/// trusted), never both. The leaf is always signed by `authority`.
package struct CertificateState: Sendable, Equatable {
  package var authority: Authority
  package var next: Authority?
  package var previous: StoredCertificate?
  package var leaf: ServingLeaf
  /// By the identity of the replica.
  package var replicas: [String: ReplicaRecord] = [:]
  package var request: RotationRequest?

  init(authority: Authority, next: Authority? = nil, previous: StoredCertificate? = nil, leaf: ServingLeaf) {
    self.authority = authority
    self.next = next
    self.previous = previous
    self.leaf = leaf
  }

  /// The authorities that API servers have to trust, in an order that does not change when one takes another's place.
  package var bundle: [StoredCertificate] {
    ([authority.certificate] + [next?.certificate, previous].compactMap(\.self)).sorted {
      ($0.validity.notBefore, $0.fingerprint) < ($1.validity.notBefore, $1.fingerprint)
    }
  }

  /// The bundle as `caBundle` takes it, before base64.
  package var bundlePEM: [UInt8] { bundle.flatMap(\.pem) }
}
