// SPDX-License-Identifier: Apache-2.0
import COpenSSL
import TestSupport
import Testing

@testable import TLS

@Suite struct TLSConnectionTests {
  private static let versions: [TLSVersion] = [.tls12, .tls13]

  @Test("bytes go both ways, in pieces of any size", arguments: versions, [1, 3, 1500, Int.max])
  func conversation(version: TLSVersion, chunk: Int) throws {
    var pair = try TLSPair.connected(versions: version...version)
    let request = (0..<40_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    #expect(try pair.client.write(request) == request.count)
    var received: [UInt8] = []
    for bytes in pair.client.takeOutput().chunks(of: chunk) {
      try pair.server.receive(bytes)
      let (bytes, end) = try pair.server.readAll()
      received += bytes
      #expect(end == .wantsMoreInput)
    }
    #expect(received == request)
    #expect(try pair.server.write([1, 2, 3]) == 3)
    try pair.client.receive(pair.server.takeOutput())
    #expect(try pair.client.readAll().bytes == [1, 2, 3])
  }

  @Test("a goodbye is told from a cut", arguments: versions)
  func endings(version: TLSVersion) throws {
    var polite = try TLSPair.connected(versions: version...version)
    _ = try polite.client.write([1])
    polite.client.shutdown()
    try polite.server.receive(polite.client.takeOutput())
    polite.server.receiveEndOfStream()
    let goodbye = try polite.server.readAll()
    #expect(goodbye.bytes == [1])
    #expect(goodbye.end == .closed)
    #expect(try polite.server.readAll().end == .closed)

    var cut = try TLSPair.connected(versions: version...version)
    _ = try cut.client.write([1])
    try cut.server.receive(cut.client.takeOutput())
    cut.server.receiveEndOfStream()
    let truncation = try cut.server.readAll()
    #expect(truncation.bytes == [1])
    #expect(truncation.end == .truncated)
  }

  @Test("a goodbye is said once, and not in the middle of a handshake")
  func shutdown() throws {
    var pair = try TLSPair.connected()
    pair.server.shutdown()
    #expect(pair.server.pendingOutputCount > 0)
    _ = pair.server.takeOutput()
    pair.server.shutdown()
    #expect(pair.server.pendingOutputCount == 0)

    var early = try TLSConnection.server(try TestCertificates.shared().serverContext())
    early.shutdown()
    #expect(early.pendingOutputCount == 0)
  }

  @Test("an answer can still be written after the peer's goodbye")
  func halfClosed() throws {
    var pair = try TLSPair.connected()
    pair.client.shutdown()
    try pair.server.receive(pair.client.takeOutput())
    #expect(try pair.server.readAll().end == .closed)
    #expect(try pair.server.write([7]) == 1)
    #expect(pair.server.pendingOutputCount > 0)
  }

  @Test("a peer that does not take its answers stops writes and reads at a bound")
  func backPressure() throws {
    var pair = try TLSPair.connected()
    let answer = [UInt8](repeating: 7, count: 1 << 20)
    let taken = try pair.server.write(answer)
    let record = 16_384
    #expect((TLSConnection.outputLimit - record..<TLSConnection.outputLimit + record).contains(taken))
    #expect(pair.server.pendingOutputCount >= TLSConnection.outputLimit)
    #expect(pair.server.pendingOutputCount < TLSConnection.outputLimit + record + 100)
    #expect(try pair.server.write(answer) == 0)

    _ = try pair.client.write([1])
    try pair.server.receive(pair.client.takeOutput())
    #expect(try pair.server.readAll().end == .wantsOutputDrained)

    // Once the client takes what is there, both go on.
    try pair.client.receive(pair.server.takeOutput())
    #expect(try pair.client.readAll().bytes == Array(answer.prefix(taken)))
    #expect(try pair.server.readAll().bytes == [1])
    #expect(try pair.server.write([2]) == 1)
  }

  @Test("what a socket does not take stays, in order")
  func partialDrain() throws {
    var pair = try TLSPair.connected()
    let message = (0..<5000).map { UInt8(truncatingIfNeeded: $0) }
    _ = try pair.client.write(message)
    var carried = 0
    while pair.client.pendingOutputCount > 0 {
      var piece: [UInt8] = []
      pair.client.drainOutput { bytes in
        let count = min(1030, bytes.byteCount)
        piece = bytes.extracting(first: count).withUnsafeBytes { Array($0) }
        return count
      }
      carried += piece.count
      try pair.server.receive(piece)
    }
    #expect(carried > message.count)
    #expect(try pair.server.readAll().bytes == message)
  }

  @Test("a damaged record is refused, and the peer is told", arguments: versions)
  func damaged(version: TLSVersion) throws {
    var pair = try TLSPair.connected(versions: version...version)
    _ = try pair.client.write([1, 2, 3])
    var record = pair.client.takeOutput()
    record[record.count - 1] ^= 1
    try pair.server.receive(record)
    let error = #expect(throws: TLSError.self) { try pair.server.readAll() }
    #expect(error?.reasons.last == "decryption failed or bad record mac (SSL routines)")
    try pair.client.receive(pair.server.takeOutput())
    let told = #expect(throws: TLSError.self) { try pair.client.readAll() }
    #expect(told?.description.contains("alert bad record mac") == true)
  }

  @Test("renegotiation is refused, and the connection goes on")
  func renegotiation() throws {
    var pair = try TLSPair.connected(versions: .tls12 ... .tls12)
    let ssl = pair.client.ssl
    // Our clients do not ask for it either, unless they are allowed to.
    SSL_clear_options(ssl, COpenSSL_OP_NO_RENEGOTIATION)
    #expect(SSL_renegotiate(ssl) == 1)
    _ = try pair.client.handshake()
    try pair.server.receive(pair.client.takeOutput())
    #expect(try pair.server.readAll().end == .wantsMoreInput)
    #expect(try pair.server.write([9]) == 1)
    try pair.client.receive(pair.server.takeOutput())
    let refusal = #expect(throws: TLSError.self) { try pair.client.readAll() }
    #expect(refusal?.description.contains("no renegotiation") == true)
  }

  @Test("nothing is sent after a TLS 1.3 handshake: there are no session tickets")
  func noTickets() throws {
    var pair = try TLSPair.connected(versions: .tls13 ... .tls13)
    #expect(pair.server.pendingOutputCount == 0)
    #expect(SSL_session_reused(pair.client.ssl) == 0)
    #expect(try pair.client.readAll().end == .wantsMoreInput)
  }
}
