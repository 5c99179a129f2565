// SPDX-License-Identifier: Apache-2.0
private import COpenSSL

/// The authorities whose certificates a server takes from its clients.
///
/// `@unchecked Sendable`: the pointer never changes, and only `init` fills the store and sets its flags, before anybody else has
/// it. Afterwards connections take references, which OpenSSL counts atomically, and look authorities up, which it does
/// under the store's own lock.
package final class ClientAuthorities: @unchecked Sendable {
  let store: OpaquePointer

  /// - Parameter certificates: at least one, each of an authority. One that was signed by another authority counts by
  ///   itself: who trusts an intermediate authority alone does not trust its siblings.
  package init(_ certificates: [Certificate]) throws(TLSError) {
    store = try OpenSSL.make("memory for authorities") { X509_STORE_new() }
    guard !certificates.isEmpty else {
      throw TLSError(operation: "trust authorities of clients", reasons: ["there is none"])
    }
    let store = store
    for certificate in certificates {
      let operation = "trust \(certificate.subject) as an authority of clients"
      guard certificate.isAuthority else {
        throw TLSError(operation: operation, reasons: ["it is not the certificate of an authority"])
      }
      try OpenSSL.check(operation) { X509_STORE_add_cert(store, certificate.pointer) }
    }
    try OpenSSL.check("trust authorities of clients") { X509_STORE_set_flags(store, UInt(X509_V_FLAG_PARTIAL_CHAIN)) }
  }

  deinit { X509_STORE_free(store) }

  /// Makes a server's connection ask for a certificate, and end its handshake unless one of these authorities has issued
  /// it for clients and it is valid now.
  ///
  /// The names of the authorities are not sent: a client that finds none of its own among them would show nothing, and the
  /// error would not say what it has.
  func demand(of ssl: OpaquePointer) throws(TLSError) {
    // SSL_set1_verify_cert_store: the connection takes a reference of its own.
    try OpenSSL.check("ask for a client's certificate") {
      SSL_ctrl(ssl, SSL_CTRL_SET_VERIFY_CERT_STORE, 1, UnsafeMutableRawPointer(store))
    }
    SSL_set_verify(ssl, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT) { isValid, verification in
      if isValid == 0, let verification { ClientAuthorities.explain(verification) }
      return isValid
    }
  }

  /// Adds to the error what was shown and what is wrong with it, of which the library itself says nothing.
  private static func explain(_ verification: OpaquePointer) {
    let problem = X509_verify_cert_error_string(Int(X509_STORE_CTX_get_error(verification)))
    guard let problem, let shown = X509_STORE_CTX_get0_cert(verification) else { return }
    X509_up_ref(shown)
    let certificate = Certificate(owning: shown)
    COpenSSL_raise_verification("\(String(cString: problem)): \(certificate.subject) of \(certificate.issuer)")
  }
}
