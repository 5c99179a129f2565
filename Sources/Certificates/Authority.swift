// SPDX-License-Identifier: Apache-2.0
internal import KubeModel
internal import TLS

/// An authority of our own: what it is trusted by, and what it signs with.
package struct Authority: Sendable, Equatable {
  package let certificate: StoredCertificate
  /// In PEM. It is read when something is to be signed, which is seldom.
  let key: [UInt8]

  init(certificate: StoredCertificate, key: [UInt8]) {
    self.certificate = certificate
    self.key = key
  }

  /// A new one, valid from a while ago.
  static func make(at now: Instant, for lifetime: Int64) throws(TLSError) -> Authority {
    let key = try PrivateKey.generate()
    let builder = CertificateBuilder(
      commonName: "cassette-ca \(now.kubernetesTime)", validity: CertificateValidity(from: now, for: lifetime))
    return Authority(certificate: try StoredCertificate(try builder.authority(key: key)), key: try key.pem())
  }

  /// What the next authority is trusted by where only this one is. Valid as long as this one.
  func certificate(for next: Authority) throws(TLSError) -> StoredCertificate {
    let own = certificate.validity
    let builder = CertificateBuilder(
      commonName: next.name,
      validity: CertificateValidity(
        notBefore: max(own.notBefore, next.certificate.validity.notBefore),
        notAfter: min(own.notAfter, next.certificate.validity.notAfter)))
    return try StoredCertificate(
      try builder.successor(
        key: try PrivateKey(pem: next.key), authority: certificate.certificate, authorityKey: try PrivateKey(pem: key)))
  }

  /// A server's certificate with a key of its own. It does not outlive its authority.
  /// - Parameter intermediates: are sent along with it.
  func leaf(
    for names: [SubjectName], at now: Instant, lifetime: Int64, intermediates: [StoredCertificate]
  ) throws(TLSError) -> ServingLeaf {
    let wish = CertificateValidity(from: now, for: lifetime)
    let validity = CertificateValidity(
      notBefore: max(wish.notBefore, certificate.validity.notBefore),
      notAfter: min(wish.notAfter, certificate.validity.notAfter))
    let key = try PrivateKey.generate()
    let leaf = try CertificateBuilder(commonName: "cassette", validity: validity)
      .server(
        names: names, key: key, authority: certificate.certificate, authorityKey: try PrivateKey(pem: self.key))
    // A Secret is edited by people, too, and a key that is not the authority's signs as readily as its own.
    if let refusal = try TrustStore([certificate.certificate]).refusal(of: [leaf], at: validity.notBefore) {
      throw TLSError(operation: "sign a server's certificate", reasons: ["what came of it is refused: \(refusal)"])
    }
    return ServingLeaf(chain: [try StoredCertificate(leaf)] + intermediates, key: try key.pem())
  }

  private var name: String { String(certificate.certificate.subject.dropFirst("CN=".count)) }
}

extension CertificateValidity {
  fileprivate init(from now: Instant, for lifetime: Int64) {
    self.init(
      notBefore: now.seconds - CertificateLifetimes.backdating(of: lifetime), notAfter: now.seconds + lifetime)
  }
}
