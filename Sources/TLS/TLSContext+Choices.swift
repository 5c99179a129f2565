// SPDX-License-Identifier: Apache-2.0
private import COpenSSL

/// What all our connections have in common, whatever a machine's own configuration of OpenSSL says.
extension TLSContext {
  /// What is agreed on: all of it is secure, so the first ones are the fastest. Said here in full, so that no
  /// configuration of the machine adds to it.
  func choose() throws(TLSError) {
    let pointer = pointer
    // 112 bits: RSA keys from 2048 bits on and no SHA-1, in the certificates of both sides too.
    SSL_CTX_set_security_level(pointer, 2)
    let ciphers = "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256"
    try OpenSSL.check("set the TLS 1.3 ciphers") { SSL_CTX_set_ciphersuites(pointer, ciphers) }
    // Of TLS 1.2 only what is as good as 1.3: forward secrecy and authenticated encryption. 1.3 has nothing else.
    try OpenSSL.check("set the TLS 1.2 ciphers") {
      SSL_CTX_set_cipher_list(pointer, "ECDHE+AESGCM+AES128:ECDHE+AESGCM:ECDHE+CHACHA20")
    }
    // Go's client has all four. The groups of finite fields, which OpenSSL would add, cost up to two hundred times as
    // much, and it is the client who would choose.
    try set("the groups", SSL_CTRL_SET_GROUPS_LIST, "X25519:P-256:P-384:P-521")
    // Of what 1.3 knows, all with SHA-2; the RSA ones with PKCS#1 padding are for 1.2, and for certificates.
    try set(
      "the signature algorithms", SSL_CTRL_SET_SIGALGS_LIST,
      "ECDSA+SHA256:ECDSA+SHA384:ECDSA+SHA512:ed25519:RSA-PSS+SHA256:RSA-PSS+SHA384:RSA-PSS+SHA512:"
        + "RSA+SHA256:RSA+SHA384:RSA+SHA512")
    SSL_CTX_set_options(pointer, COpenSSL_OP_CIPHER_SERVER_PREFERENCE)
  }

  /// What the macros SSL_CTX_set1_…_list expand to; the library reads the text and does not keep it.
  private func set(_ what: String, _ control: Int32, _ list: String) throws(TLSError) {
    let pointer = pointer
    try OpenSSL.check("set \(what)") {
      list.withCString { SSL_CTX_ctrl(pointer, control, 0, UnsafeMutableRawPointer(mutating: $0)) }
    }
  }

  /// No compression (it leaks secrets through lengths), no renegotiation (it lets one peer burn the other's processor),
  /// and no resumption: an API server keeps its connections and never resumes, and a handshake without tickets is an
  /// eighth cheaper. Buffers of idle connections are given back. A client's chain of certificates has a bound: with four
  /// of the largest keys in use it has 8 KiB.
  func harden() throws(TLSError) {
    let pointer = pointer
    SSL_CTX_set_options(
      pointer, COpenSSL_OP_NO_COMPRESSION | COpenSSL_OP_NO_RENEGOTIATION | COpenSSL_OP_NO_TICKET)
    SSL_CTX_ctrl(pointer, SSL_CTRL_SET_SESS_CACHE_MODE, Int(SSL_SESS_CACHE_OFF), nil)
    SSL_CTX_ctrl(pointer, SSL_CTRL_MODE, Int(SSL_MODE_RELEASE_BUFFERS), nil)
    SSL_CTX_ctrl(pointer, SSL_CTRL_SET_MAX_CERT_LIST, 16 << 10, nil)
    try OpenSSL.check("turn session tickets off") { SSL_CTX_set_num_tickets(pointer, 0) }
  }
}
