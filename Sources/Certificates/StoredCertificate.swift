// SPDX-License-Identifier: Apache-2.0
package import TLS

/// A certificate, and what is asked of it all the time.
package struct StoredCertificate: Sendable, Equatable {
  package let certificate: Certificate
  package let pem: [UInt8]
  /// SHA-256 in hexadecimal digits.
  package let fingerprint: String
  package let validity: CertificateValidity

  init(_ certificate: Certificate) throws(TLSError) {
    self.certificate = certificate
    pem = try certificate.pem()
    fingerprint = try certificate.fingerprint()
    validity = try certificate.validity()
  }

  /// All certificates of a PEM text; at least one.
  static func chain(pem: [UInt8]) throws(TLSError) -> [StoredCertificate] {
    var chain: [StoredCertificate] = []
    for certificate in try Certificate.chain(pem: pem) { chain.append(try StoredCertificate(certificate)) }
    return chain
  }

  package static func == (one: StoredCertificate, other: StoredCertificate) -> Bool {
    one.fingerprint == other.fingerprint
  }
}
