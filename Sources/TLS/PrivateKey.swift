// SPDX-License-Identifier: Apache-2.0
private import COpenSSL

/// A private key (with its public half).
///
/// `@unchecked Sendable`: the pointer never changes, and nothing here changes the key it points at: it is read from a file or
/// made, then signed with and written. What OpenSSL keeps of it for its providers it keeps under the key's own lock, and
/// it counts references atomically.
package final class PrivateKey: @unchecked Sendable {
  let pointer: OpaquePointer

  private init(owning pointer: OpaquePointer) { self.pointer = pointer }

  deinit { EVP_PKEY_free(pointer) }

  /// A new key on the curve P-256, the one that every TLS client knows; a handshake with it costs half of one with RSA.
  package static func generate() throws(TLSError) -> PrivateKey {
    let operation = "make a P-256 key"
    let context = try OpenSSL.make(operation) { EVP_PKEY_CTX_new_id(EVP_PKEY_EC, nil) }
    defer { EVP_PKEY_CTX_free(context) }
    try OpenSSL.check(operation) { EVP_PKEY_keygen_init(context) }
    try OpenSSL.check(operation) { EVP_PKEY_CTX_set_ec_paramgen_curve_nid(context, NID_X9_62_prime256v1) }
    var pointer: OpaquePointer?
    try OpenSSL.check(operation) { EVP_PKEY_keygen(context, &pointer) }
    return PrivateKey(owning: try OpenSSL.make(operation) { pointer })
  }

  /// Reads the first key of a PEM file; any kind that OpenSSL knows, but not encrypted.
  package convenience init(pem: [UInt8]) throws(TLSError) {
    let file = try MemoryBIO.holding(pem)
    let queue = file.pointer
    // Without a callback of ours, OpenSSL would ask for the password of an encrypted key at the terminal, and wait.
    let pointer = try OpenSSL.make("read a private key in PEM, not encrypted") {
      PEM_read_bio_PrivateKey(queue, nil, { _, _, _, _ in -1 }, nil)
    }
    self.init(owning: pointer)
  }

  /// The key in PEM (PKCS#8, not encrypted). Write it only to a file that nobody else may read.
  package func pem() throws(TLSError) -> [UInt8] {
    let file = try MemoryBIO()
    let queue = file.pointer
    try OpenSSL.check("write a private key") {
      PEM_write_bio_PKCS8PrivateKey(queue, pointer, nil, nil, 0, nil, nil)
    }
    return file.contents()
  }
}
