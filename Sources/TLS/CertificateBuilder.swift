// SPDX-License-Identifier: Apache-2.0
private import COpenSSL

/// Makes certificates: an authority of our own, and servers' certificates signed by one.
///
/// Extensions follow RFC 5280 (4.2) and what Go's verifier, the API server's, insists on: names are in the subject
/// alternative names, and a server's certificate says so in its extended key usage.
package struct CertificateBuilder: Sendable {
  package let commonName: String
  package let validity: CertificateValidity

  package init(commonName: String, validity: CertificateValidity) {
    self.commonName = commonName
    self.validity = validity
  }

  /// An authority that signs itself, servers' certificates, and the authority that comes after it.
  package func authority(key: PrivateKey) throws(TLSError) -> Certificate {
    let certificate = try blank(for: key)
    try setIssuer(of: certificate, to: certificate)
    try add(
      Self.authorityExtensions(pathLength: 1) + [(NID_subject_key_identifier, "hash")], to: certificate,
      issuer: certificate)
    try sign(certificate, with: key)
    return certificate
  }

  /// The certificate that an authority gives the one after it, so that whoever trusts only the old one accepts what the
  /// new one signs. It has the name and the key of the new one, and signs servers' certificates only.
  /// - Parameters:
  ///   - key: the new authority's, of which only the public half is used.
  ///   - authority: the old one; signs with `authorityKey`.
  package func successor(
    key: PrivateKey, authority: Certificate, authorityKey: PrivateKey
  ) throws(TLSError) -> Certificate {
    let certificate = try blank(for: key)
    try setIssuer(of: certificate, to: authority)
    try add(
      Self.authorityExtensions(pathLength: 0) + [
        (NID_subject_key_identifier, "hash"), (NID_authority_key_identifier, "keyid:always"),
      ], to: certificate, issuer: authority)
    try sign(certificate, with: authorityKey)
    return certificate
  }

  /// - Parameter pathLength: how many authorities may stand between it and a server.
  private static func authorityExtensions(pathLength: Int) -> [(Int32, String)] {
    [
      (NID_basic_constraints, "critical,CA:TRUE,pathlen:\(pathLength)"),
      (NID_key_usage, "critical,keyCertSign,cRLSign"),
    ]
  }

  /// A server's certificate.
  /// - Parameters:
  ///   - names: what clients may call the server; at least one.
  ///   - key: the server's own, of which only the public half is used.
  ///   - authority: signs with `authorityKey`.
  package func server(
    names: [SubjectName], key: PrivateKey, authority: Certificate, authorityKey: PrivateKey
  ) throws(TLSError) -> Certificate {
    guard !names.isEmpty else { throw TLSError(operation: "make a server's certificate", reasons: ["it has no name"]) }
    let certificate = try blank(for: key)
    try setIssuer(of: certificate, to: authority)
    try add(
      [
        (NID_basic_constraints, "critical,CA:FALSE"),
        (NID_key_usage, "critical,digitalSignature"),
        (NID_ext_key_usage, "serverAuth"),
        (NID_subject_key_identifier, "hash"),
        (NID_authority_key_identifier, "keyid:always"),
      ], to: certificate, issuer: authority)
    try add(names, to: certificate)
    try sign(certificate, with: authorityKey)
    return certificate
  }

  /// Version 3, a random serial number, our subject and validity, and this key.
  private func blank(for key: PrivateKey) throws(TLSError) -> Certificate {
    let operation = "make a certificate for \(commonName)"
    let certificate = Certificate(owning: try OpenSSL.make(operation) { X509_new() })
    let pointer = certificate.pointer
    try OpenSSL.check(operation) { X509_set_version(pointer, Int(X509_VERSION_3)) }
    try setSerialNumber(of: certificate)
    try OpenSSL.check("use \"\(commonName)\" as a common name") {
      X509_NAME_add_entry_by_NID(
        X509_get_subject_name(pointer), NID_commonName, MBSTRING_UTF8, commonName, Int32(commonName.utf8.count), -1, 0)
    }
    try OpenSSL.make(operation) { ASN1_TIME_set(X509_getm_notBefore(pointer), Int(validity.notBefore)) }
    try OpenSSL.make(operation) { ASN1_TIME_set(X509_getm_notAfter(pointer), Int(validity.notAfter)) }
    try OpenSSL.check(operation) { X509_set_pubkey(pointer, key.pointer) }
    return certificate
  }

  /// 128 random bits: no register of serial numbers is needed for them to be unique.
  private func setSerialNumber(of certificate: Certificate) throws(TLSError) {
    let operation = "make a serial number"
    let number = try OpenSSL.make(operation) { BN_new() }
    defer { BN_free(number) }
    try OpenSSL.check(operation) { BN_rand(number, 128, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY) }
    try OpenSSL.make(operation) { BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate.pointer)) }
  }

  private func setIssuer(of certificate: Certificate, to issuer: Certificate) throws(TLSError) {
    try OpenSSL.check("set a certificate's issuer") {
      X509_set_issuer_name(certificate.pointer, X509_get_subject_name(issuer.pointer))
    }
  }

  /// - Parameter extensions: in the language of OpenSSL's configuration. All are constants of ours: names never go this
  ///   way, where a comma in a name would begin another one.
  private func add(
    _ extensions: [(Int32, String)], to certificate: Certificate, issuer: Certificate
  ) throws(TLSError) {
    var context = X509V3_CTX()
    X509V3_set_ctx(&context, issuer.pointer, certificate.pointer, nil, nil, 0)
    for (kind, value) in extensions {
      let made = try OpenSSL.make("make the extension \(value)") { X509V3_EXT_conf_nid(nil, &context, kind, value) }
      defer { X509_EXTENSION_free(made) }
      try OpenSSL.check("add the extension \(value)") { X509_add_ext(certificate.pointer, made, -1) }
    }
  }

  private func add(_ names: [SubjectName], to certificate: Certificate) throws(TLSError) {
    let operation = "add the names of a server"
    let list = try OpenSSL.make(operation) { GENERAL_NAMES_new() }
    defer { GENERAL_NAMES_free(list) }
    for name in names {
      let entry = try OpenSSL.make("use \(name) as a name") { Self.entry(for: name) }
      try OpenSSL.check(operation) { OPENSSL_sk_push(list, entry) }
    }
    try OpenSSL.check(operation) {
      X509_add1_ext_i2d(certificate.pointer, NID_subject_alt_name, UnsafeMutableRawPointer(list), 0, 0)
    }
  }

  private static func entry(for name: SubjectName) -> UnsafeMutablePointer<GENERAL_NAME>? {
    let kind =
      switch name {
      case .dns: GEN_DNS
      case .ip: GEN_IPADD
      }
    return a2i_GENERAL_NAME(nil, nil, nil, kind, name.description, 0)
  }

  private func sign(_ certificate: Certificate, with key: PrivateKey) throws(TLSError) {
    try OpenSSL.check("sign a certificate") { X509_sign(certificate.pointer, key.pointer, EVP_sha256()) }
  }
}
