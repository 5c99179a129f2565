// SPDX-License-Identifier: Apache-2.0
package import TLS

/// An authority and a server's certificate, made in memory: no key of ours is ever in a file.
package struct TestCertificates: Sendable {
  /// Names the certificate of `shared` is good for.
  package static let names = ["localhost", "*.default.svc", "127.0.0.1", "::1"]

  package let authority: Certificate
  package let authorityKey: PrivateKey
  package let certificate: Certificate
  package let key: PrivateKey

  /// Valid from 2020 to 2120, so that no test needs to know the day.
  package static let validity = CertificateValidity(notBefore: 1_577_836_800, notAfter: 4_733_510_400)

  package init(names: [String] = names, validity: CertificateValidity = validity) throws {
    let builder = CertificateBuilder(commonName: "Test Authority", validity: validity)
    authorityKey = try PrivateKey.generate()
    authority = try builder.authority(key: authorityKey)
    key = try PrivateKey.generate()
    certificate = try CertificateBuilder(commonName: "Test Server", validity: validity)
      .server(names: names.map { try SubjectName($0) }, key: key, authority: authority, authorityKey: authorityKey)
  }

  /// One set for the whole process: tests that only need some certificate do not pay for a new one.
  package static func shared() throws -> TestCertificates { try made.get() }

  private static let made = Result { try TestCertificates() }

  package func serverContext(
    protocols: [ALPNProtocol] = [.http2, .http11], versions: ClosedRange<TLSVersion> = .tls12 ... .tls13
  ) throws -> TLSContext {
    try .server(chain: [certificate], key: key, protocols: protocols, versions: versions)
  }

  package func clientContext(
    protocols: [ALPNProtocol] = [], versions: ClosedRange<TLSVersion> = .tls12 ... .tls13
  ) throws -> TLSContext {
    try .client(trusting: [authority], protocols: protocols, versions: versions)
  }
}
