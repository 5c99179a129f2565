// SPDX-License-Identifier: Apache-2.0
private import COpenSSL

/// The authorities that a client trusts: what it would say to a server's chain.
///
/// `@unchecked Sendable`: the pointer never changes, and only `init` fills the store, before anybody else has it. Afterwards
/// `refusal` looks authorities up, which OpenSSL does under the store's own lock; all else it changes is in a verification
/// context that each call makes for itself.
package final class TrustStore: @unchecked Sendable {
  private let pointer: OpaquePointer

  package init(_ authorities: [Certificate]) throws(TLSError) {
    let pointer = try OpenSSL.make("memory for trusted authorities") { X509_STORE_new() }
    self.pointer = pointer
    for authority in authorities {
      try OpenSSL.check("trust \(authority.subject)") { X509_STORE_add_cert(pointer, authority.pointer) }
    }
  }

  deinit { X509_STORE_free(pointer) }

  /// Why a client refuses this chain, in the library's words; nil if it does not. Names are not looked at.
  /// - Parameters:
  ///   - chain: the server's own certificate first; others may help to get from it to an authority.
  ///   - seconds: when, since 1970.
  package func refusal(of chain: [Certificate], at seconds: Int64) throws(TLSError) -> String? {
    let operation = "verify a certificate"
    guard let leaf = chain.first else { throw TLSError(operation: operation, reasons: ["the chain is empty"]) }
    let others = try OpenSSL.make(operation) { OPENSSL_sk_new_null() }
    defer { OPENSSL_sk_free(others) }
    for certificate in chain.dropFirst() {
      try OpenSSL.check(operation) { OPENSSL_sk_push(others, UnsafeRawPointer(certificate.pointer)) }
    }
    let context = try OpenSSL.make(operation) { X509_STORE_CTX_new() }
    defer { X509_STORE_CTX_free(context) }
    try OpenSSL.check(operation) { X509_STORE_CTX_init(context, pointer, leaf.pointer, others) }
    try OpenSSL.check(operation) { X509_STORE_CTX_set_purpose(context, X509_PURPOSE_SSL_SERVER) }
    X509_STORE_CTX_set_time(context, 0, Int(seconds))
    if X509_verify_cert(context) == 1 { return nil }
    ERR_clear_error()
    return String(cString: X509_verify_cert_error_string(Int(X509_STORE_CTX_get_error(context))))
  }
}
