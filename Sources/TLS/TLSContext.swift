// SPDX-License-Identifier: Apache-2.0
private import COpenSSL

/// What the connections of one server (or client) have in common: certificate, key, protocols, versions.
///
/// `@unchecked Sendable`: the pointer and the protocols never change; `init` is private, and `server` and `client` set everything
/// before anybody else has the context. Afterwards the only call is SSL_new, from several threads, on a context that nobody
/// changes: handshakes read it, look authorities up under the lock of their store, keep no session in it (the cache is off),
/// and count references and statistics atomically.
package final class TLSContext: @unchecked Sendable {
  let pointer: OpaquePointer
  private let protocols: [ALPNProtocol]

  /// A server's context.
  /// - Parameters:
  ///   - chain: the server's own certificate, then those that lead from it to an authority.
  ///   - key: belongs to the first certificate; anything else is refused.
  ///   - protocols: what is spoken, most wanted first. A client that offers only others is refused, as RFC 7301 says; one
  ///     that offers none is served.
  package static func server(
    chain: [Certificate], key: PrivateKey, protocols: [ALPNProtocol],
    versions: ClosedRange<TLSVersion> = .tls12 ... .tls13
  ) throws(TLSError) -> TLSContext {
    let context = try TLSContext(TLS_server_method(), protocols, versions)
    try context.use(chain: chain, key: key)
    context.selectProtocol()
    return context
  }

  /// A client's context, which trusts these authorities and no others.
  package static func client(
    trusting authorities: [Certificate], protocols: [ALPNProtocol],
    versions: ClosedRange<TLSVersion> = .tls12 ... .tls13
  ) throws(TLSError) -> TLSContext {
    let context = try TLSContext(TLS_client_method(), protocols, versions)
    try context.trust(authorities)
    try context.offerProtocols()
    return context
  }

  private init(
    _ method: OpaquePointer?, _ protocols: [ALPNProtocol], _ versions: ClosedRange<TLSVersion>
  ) throws(TLSError) {
    self.protocols = protocols
    let pointer = try OpenSSL.make("memory for a TLS context") { SSL_CTX_new(method) }
    self.pointer = pointer
    try OpenSSL.check("set the TLS versions") {
      SSL_CTX_ctrl(pointer, SSL_CTRL_SET_MIN_PROTO_VERSION, Int(versions.lowerBound.wire), nil)
    }
    try OpenSSL.check("set the TLS versions") {
      SSL_CTX_ctrl(pointer, SSL_CTRL_SET_MAX_PROTO_VERSION, Int(versions.upperBound.wire), nil)
    }
    try choose()
    try harden()
  }

  deinit { SSL_CTX_free(pointer) }

  private func use(chain: [Certificate], key: PrivateKey) throws(TLSError) {
    guard let leaf = chain.first else {
      throw TLSError(operation: "use a certificate chain", reasons: ["it is empty"])
    }
    let pointer = pointer
    try OpenSSL.check("use the certificate") { SSL_CTX_use_certificate(pointer, leaf.pointer) }
    for certificate in chain.dropFirst() {
      // SSL_CTX_add1_chain_cert: the context takes its own reference.
      try OpenSSL.check("use the certificate chain") {
        SSL_CTX_ctrl(pointer, SSL_CTRL_CHAIN_CERT, 1, UnsafeMutableRawPointer(certificate.pointer))
      }
    }
    try OpenSSL.check("use the private key with this certificate") { SSL_CTX_use_PrivateKey(pointer, key.pointer) }
    try OpenSSL.check("use the private key with this certificate") { SSL_CTX_check_private_key(pointer) }
  }

  private func trust(_ authorities: [Certificate]) throws(TLSError) {
    SSL_CTX_set_verify(pointer, SSL_VERIFY_PEER, nil)
    let store = SSL_CTX_get_cert_store(pointer)
    for authority in authorities {
      try OpenSSL.check("trust \(authority.subject)") { X509_STORE_add_cert(store, authority.pointer) }
    }
  }

  private func offerProtocols() throws(TLSError) {
    guard !protocols.isEmpty else { return }
    let list = ALPNProtocol.wireList(protocols)
    let pointer = pointer
    // The one call of this library that answers zero for success.
    try OpenSSL.check("offer protocols") { 1 - SSL_CTX_set_alpn_protos(pointer, list, UInt32(list.count)) }
  }

  /// Our context is passed unretained: each connection keeps it alive, and only connections call back.
  private func selectProtocol() {
    guard !protocols.isEmpty else { return }
    SSL_CTX_set_alpn_select_cb(
      pointer,
      { _, selected, selectedLength, offered, offeredLength, context in
        guard let context else { return SSL_TLSEXT_ERR_ALERT_FATAL }
        let this = Unmanaged<TLSContext>.fromOpaque(context).takeUnretainedValue()
        let list = UnsafeBufferPointer(start: offered, count: Int(offeredLength))
        return this.select(from: list, into: selected, selectedLength)
      },
      Unmanaged.passUnretained(self).toOpaque())
  }

  /// The answer points into the client's own list, which the library keeps until it has copied the name.
  private func select(
    from offered: UnsafeBufferPointer<UInt8>, into selected: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
    _ length: UnsafeMutablePointer<UInt8>?
  ) -> Int32 {
    guard let name = ALPNProtocol.select(from: offered, preferring: protocols), let start = offered.baseAddress else {
      return SSL_TLSEXT_ERR_ALERT_FATAL
    }
    selected?.pointee = start + name.lowerBound
    length?.pointee = UInt8(name.count)
    return SSL_TLSEXT_ERR_OK
  }
}
