// SPDX-License-Identifier: Apache-2.0
private import COpenSSL

/// One end of a TLS connection, over memory: ciphertext goes in by `receive` and comes out by `drainOutput`, plaintext
/// goes in by `write` and comes out by `read`. It knows no socket and never waits.
///
/// The order of use: `handshake` until it is complete, then reads and writes in any order. After an error only the
/// output is of use: it holds the alert that tells the peer why.
///
/// Nothing here grows without bound: `write` and `read` stop at `outputLimit`, and the input holds no more than what the
/// owner gave since the last `.wantsMoreInput`, and one unfinished record (16 KiB).
package struct TLSConnection: ~Copyable {
  /// From this much unsent ciphertext on, `write` takes nothing and `read` waits. Four records: enough to keep a socket
  /// busy while the next wake-up comes, little enough to let ten thousand connections stall.
  package static let outputLimit = 65_536

  let ssl: OpaquePointer
  /// Both belong to `ssl`, which frees them.
  private var input: OpaquePointer
  private var output: OpaquePointer
  /// The callbacks of the library's context point at ours, so it must live as long as the connection.
  private let context: TLSContext
  private var inputHasEnded = false

  /// The server's end.
  /// - Parameter clients: who must have issued the client's certificate; nil asks for none.
  package static func server(
    _ context: TLSContext, clients: ClientAuthorities? = nil
  ) throws(TLSError) -> TLSConnection {
    let connection = try make(context)
    try clients?.demand(of: connection.ssl)
    SSL_set_accept_state(connection.ssl)
    return connection
  }

  /// The client's end.
  /// - Parameter serverName: the DNS name that the server's certificate must have.
  package static func client(_ context: TLSContext, serverName: String) throws(TLSError) -> TLSConnection {
    let connection = try make(context)
    let ssl = connection.ssl
    try OpenSSL.check("set the server's name") { SSL_set1_host(ssl, serverName) }
    try OpenSSL.check("set the server's name") { setServerNameIndication(ssl, serverName) }
    SSL_set_connect_state(ssl)
    return connection
  }

  private static func make(_ context: TLSContext) throws(TLSError) -> TLSConnection {
    let input = try MemoryBIO()
    let output = try MemoryBIO()
    let ssl = try OpenSSL.make("memory for a connection") { SSL_new(context.pointer) }
    return TLSConnection(context, ssl, input: input, output: output)
  }

  private init(
    _ context: TLSContext, _ ssl: OpaquePointer, input: consuming MemoryBIO, output: consuming MemoryBIO
  ) {
    self.context = context
    self.ssl = ssl
    self.input = input.release()
    self.output = output.release()
    SSL_set0_rbio(ssl, self.input)
    SSL_set0_wbio(ssl, self.output)
  }

  deinit { SSL_free(ssl) }

  // MARK: Ciphertext

  /// Takes bytes that came from the peer. The owner first reads what they brought before it gives more.
  package mutating func receive(_ ciphertext: RawSpan) throws(TLSError) {
    precondition(!inputHasEnded, "bytes after the end of the stream")
    try MemoryBIO.append(ciphertext, to: input)
  }

  /// The peer will send no more: what could not be finished now is truncated.
  package mutating func receiveEndOfStream() { inputHasEnded = true }

  /// How many bytes wait to be sent.
  package var pendingOutputCount: Int { MemoryBIO.count(of: output) }

  /// Shows all bytes that wait to be sent, without a copy, if there are any; what `send` says it took is removed.
  /// - Parameter send: takes bytes and answers how many of the first of them it took.
  package mutating func drainOutput<Failure: Error>(_ send: (RawSpan) throws(Failure) -> Int) throws(Failure) {
    guard pendingOutputCount > 0 else { return }
    let taken = try MemoryBIO.withContents(of: output, send)
    MemoryBIO.drop(taken, from: output)
    releaseOutputMemory()
  }

  private mutating func releaseOutputMemory() {
    guard let fresh = MemoryBIO.replacement(for: output)?.release() else { return }
    SSL_set0_wbio(ssl, fresh)
    output = fresh
  }

  // MARK: Handshake

  /// Goes as far as the input allows. Call it first (a client's greeting needs no input) and after each `receive`.
  package mutating func handshake() throws(TLSError) -> TLSHandshakeResult {
    let ssl = ssl
    switch try OpenSSL.step("TLS handshake", ssl, { SSL_do_handshake(ssl) }) {
    case .done: return .complete(parameters)
    case .wantsInput where !inputHasEnded: return .wantsMoreInput
    case .wantsInput, .closed:
      throw TLSError(operation: "TLS handshake", reasons: ["the peer closed the connection before it was complete"])
    }
  }

  /// What the peer has proven to be, once the handshake is complete; nil if it was not asked.
  package var peerCertificate: Certificate? { SSL_get1_peer_certificate(ssl).map(Certificate.init(owning:)) }

  private var parameters: TLSParameters {
    var name: UnsafePointer<UInt8>?
    var length: UInt32 = 0
    SSL_get0_alpn_selected(ssl, &name, &length)
    let selected = String(decoding: UnsafeBufferPointer(start: name, count: Int(length)), as: UTF8.self)
    return TLSParameters(
      version: TLSVersion(wire: SSL_version(ssl)), applicationProtocol: ALPNProtocol(rawValue: selected))
  }

  // MARK: Plaintext

  /// Decrypts straight into the buffer, at most one record (16 KiB) at a time.
  package mutating func read(into buffer: inout MutableRawSpan) throws(TLSError) -> TLSReadResult {
    precondition(buffer.byteCount > 0, "no room to read into")
    guard pendingOutputCount < Self.outputLimit else { return .wantsOutputDrained }
    let ssl = ssl
    var count = 0
    let step = try buffer.withUnsafeMutableBytes { bytes throws(TLSError) in
      try OpenSSL.step("TLS read", ssl) { SSL_read_ex(ssl, bytes.baseAddress, bytes.count, &count) }
    }
    switch step {
    case .done: return .bytes(count)
    case .closed: return .closed
    case .wantsInput:
      releaseInputMemory()
      return inputHasEnded ? .truncated : .wantsMoreInput
    }
  }

  private mutating func releaseInputMemory() {
    guard let fresh = MemoryBIO.replacement(for: input)?.release() else { return }
    SSL_set0_rbio(ssl, fresh)
    input = fresh
  }

  /// Encrypts as much as the output has room for.
  /// - Returns: how many bytes were taken; fewer than given means that the output is full and must be drained first.
  package mutating func write(_ plaintext: RawSpan) throws(TLSError) -> Int {
    var taken = 0
    while taken < plaintext.byteCount, pendingOutputCount < Self.outputLimit {
      let end = min(taken + Int(SSL3_RT_MAX_PLAIN_LENGTH), plaintext.byteCount)
      try writeRecord(plaintext.extracting(taken..<end))
      taken = end
    }
    return taken
  }

  /// A record into memory is written whole or fails.
  private func writeRecord(_ plaintext: RawSpan) throws(TLSError) {
    let ssl = ssl
    var written = 0
    let step = try plaintext.withUnsafeBytes { bytes throws(TLSError) in
      try OpenSSL.step("TLS write", ssl) { SSL_write_ex(ssl, bytes.baseAddress, bytes.count, &written) }
    }
    guard case .done = step, written == plaintext.byteCount else {
      throw TLSError(operation: "TLS write", reasons: ["the connection is not open for writing"])
    }
  }

  /// Says goodbye (close_notify), once: the peer then knows that it has everything. Nothing can be written afterwards.
  package mutating func shutdown() {
    // In the middle of a handshake there is nothing yet to say goodbye to, and after an error the alert has said it.
    guard SSL_is_init_finished(ssl) == 1, SSL_get_shutdown(ssl) & SSL_SENT_SHUTDOWN == 0 else { return }
    ERR_clear_error()
    SSL_shutdown(ssl)
  }

  /// What the macro SSL_set_tlsext_host_name expands to; the library copies the name and does not change it.
  private static func setServerNameIndication(_ ssl: OpaquePointer, _ name: String) -> Int {
    name.withCString {
      SSL_ctrl(
        ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME, Int(TLSEXT_NAMETYPE_host_name), UnsafeMutableRawPointer(mutating: $0))
    }
  }
}
