// SPDX-License-Identifier: Apache-2.0
package import TLS

/// What a server shows its clients, and the key that goes with it.
package struct ServingLeaf: Sendable, Equatable {
  /// The server's own certificate first. Behind it, while an old authority is still trusted, the certificate that the old
  /// one gave the new one.
  package let chain: [StoredCertificate]
  /// In PEM.
  package let key: [UInt8]

  /// - Parameter chain: not empty.
  init(chain: [StoredCertificate], key: [UInt8]) {
    precondition(!chain.isEmpty, "a chain without a certificate")
    (self.chain, self.key) = (chain, key)
  }

  package var certificate: StoredCertificate { chain[0] }
  package var fingerprint: String { certificate.fingerprint }
  package var validity: CertificateValidity { certificate.validity }
  package var names: [SubjectName] { certificate.certificate.names }
}
