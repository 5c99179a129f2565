// SPDX-License-Identifier: Apache-2.0
private import COpenSSL

/// An X.509 certificate.
///
/// `@unchecked Sendable`: the pointer never changes; only `CertificateBuilder` changes what it points at, and the last change is
/// the signature, before anybody else has it. The encodings that OpenSSL keeps of its names without a lock are made by then,
/// by reading the certificate or by signing it. What is found out on first use later, such as the meaning of extensions, is
/// stored under the certificate's own lock, and references are counted atomically.
package final class Certificate: @unchecked Sendable {
  let pointer: OpaquePointer

  init(owning pointer: OpaquePointer) { self.pointer = pointer }

  deinit { X509_free(pointer) }

  /// Reads all certificates of a PEM file, in their order. Text between them is skipped, as everybody does; a file
  /// without a certificate, or with a broken one, is refused.
  package static func chain(pem: [UInt8]) throws(TLSError) -> [Certificate] {
    let file = try MemoryBIO.holding(pem)
    let queue = file.pointer
    let operation = "read a certificate in PEM"
    var chain = [Certificate(owning: try OpenSSL.make(operation) { PEM_read_bio_X509(queue, nil, nil, nil) })]
    while let next = try OpenSSL.next(
      operation, endsWith: PEM_R_NO_START_LINE, { PEM_read_bio_X509(queue, nil, nil, nil) })
    {
      chain.append(Certificate(owning: next))
    }
    return chain
  }

  package func pem() throws(TLSError) -> [UInt8] {
    let file = try MemoryBIO()
    let queue = file.pointer
    try OpenSSL.check("write a certificate") { PEM_write_bio_X509(queue, pointer) }
    return file.contents()
  }

  /// The subject as RFC 2253 writes it: `CN=cassette`. For people; nothing is decided by it.
  package var subject: String { Self.text(X509_get_subject_name(pointer)) }

  /// The subject of the authority that signed it, in the same way.
  package var issuer: String { Self.text(X509_get_issuer_name(pointer)) }

  /// The common names of the subject, as they are; mostly one.
  package var commonNames: [String] {
    let subject = X509_get_subject_name(pointer)
    var names: [String] = []
    var place = X509_NAME_get_index_by_NID(subject, NID_commonName, -1)
    while place >= 0 {
      if let name = Self.utf8(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, place))) { names.append(name) }
      place = X509_NAME_get_index_by_NID(subject, NID_commonName, place)
    }
    return names
  }

  package func validity() throws(TLSError) -> CertificateValidity {
    CertificateValidity(
      notBefore: try Self.seconds(X509_get0_notBefore(pointer)),
      notAfter: try Self.seconds(X509_get0_notAfter(pointer)))
  }

  /// True for a certificate that may sign others.
  package var isAuthority: Bool { X509_check_ca(pointer) == 1 }

  /// The DNS names and IP addresses that it is good for; names of other kinds, and DNS names that cannot be any, are left
  /// out.
  package var names: [SubjectName] {
    guard let list = X509_get_ext_d2i(pointer, NID_subject_alt_name, nil, nil) else { return [] }
    let names = OpaquePointer(list)
    defer { GENERAL_NAMES_free(names) }
    return (0..<max(0, OPENSSL_sk_num(names))).compactMap { Self.name(OPENSSL_sk_value(names, $0)) }
  }

  /// SHA-256 over the whole certificate, in lower-case hexadecimal digits: two are the same if and only if these are.
  package func fingerprint() throws(TLSError) -> String {
    var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var count: UInt32 = 0
    try OpenSSL.check("take a certificate's fingerprint") { X509_digest(pointer, EVP_sha256(), &digest, &count) }
    return digest.prefix(Int(count)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// Control characters and others that a terminal may act on are escaped.
  private static func text(_ name: OpaquePointer?) -> String {
    guard let text = try? MemoryBIO() else { return "" }
    X509_NAME_print_ex(text.pointer, name, 0, COpenSSL_XN_FLAG_RFC2253)
    return text.text()
  }

  private static func utf8(_ string: UnsafePointer<ASN1_STRING>?) -> String? {
    var bytes: UnsafeMutablePointer<UInt8>?
    let count = ASN1_STRING_to_UTF8(&bytes, string)
    guard count >= 0, let bytes else { return nil }
    defer { CRYPTO_free(bytes, nil, 0) }
    return String(decoding: UnsafeBufferPointer(start: bytes, count: Int(count)), as: UTF8.self)
  }

  private static func name(_ value: UnsafeMutableRawPointer?) -> SubjectName? {
    guard let name = value?.assumingMemoryBound(to: GENERAL_NAME.self), let string = name.pointee.d.ia5 else {
      return nil
    }
    let bytes = UnsafeBufferPointer(start: ASN1_STRING_get0_data(string), count: Int(ASN1_STRING_length(string)))
    return switch name.pointee.type {
    case GEN_DNS: SubjectName.dns(parsing: String(decoding: bytes, as: UTF8.self))
    case GEN_IPADD: .ip(Array(bytes))
    default: nil
    }
  }

  /// Counted from 1970 by OpenSSL's own calendar, whichever of the two encodings the certificate uses.
  private static func seconds(_ time: UnsafePointer<ASN1_TIME>?) throws(TLSError) -> Int64 {
    let operation = "read a certificate's validity"
    let epoch = try OpenSSL.make(operation) { ASN1_TIME_set(nil, 0) }
    defer { ASN1_TIME_free(epoch) }
    var days: Int32 = 0
    var seconds: Int32 = 0
    try OpenSSL.check(operation) { ASN1_TIME_diff(&days, &seconds, epoch, time) }
    return Int64(days) * 86_400 + Int64(seconds)
  }
}
