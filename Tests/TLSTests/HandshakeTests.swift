// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import TLS

@Suite struct HandshakeTests {
  @Test(
    "both versions shake hands, in pieces of any size",
    arguments: [TLSVersion.tls12, .tls13], [1, 2, 7, 1000, Int.max])
  func versions(version: TLSVersion, chunk: Int) throws {
    let certificates = try TestCertificates.shared()
    var pair = try TLSPair.make(
      client: try certificates.clientContext(versions: version...version), server: try certificates.serverContext())
    #expect(try pair.handshake(chunk: chunk) == TLSParameters(version: version, applicationProtocol: nil))
  }

  @Test("peers that know both versions take the newer one")
  func newest() throws {
    var pair = try Self.pair(client: [], server: [])
    #expect(try pair.handshake().version == .tls13)
  }

  @Test(
    "the server's favourite among the client's protocols is chosen",
    arguments: [
      ([.http11, .http2], [.http2, .http11], .http2),
      ([.http11], [.http2, .http11], .http11),
      ([.http2, .http11], [.http11], .http11),
      ([], [.http2, .http11], nil),
      ([.http2], [], nil),
    ] as [([ALPNProtocol], [ALPNProtocol], ALPNProtocol?)])
  func applicationProtocol(client: [ALPNProtocol], server: [ALPNProtocol], chosen: ALPNProtocol?) throws {
    var pair = try Self.pair(client: client, server: server)
    #expect(try pair.handshake().applicationProtocol == chosen)
  }

  @Test("a client that offers only other protocols is refused with the alert for it")
  func noCommonProtocol() throws {
    var pair = try Self.pair(client: [.http2], server: [.http11])
    _ = try pair.client.handshake()
    try pair.server.receive(pair.client.takeOutput())
    let refusal = #expect(throws: TLSError.self) { try pair.server.handshake() }
    #expect(refusal?.description == "TLS handshake: no application protocol (SSL routines)")
    try pair.client.receive(pair.server.takeOutput())
    let told = #expect(throws: TLSError.self) { try pair.client.handshake() }
    #expect(told?.description.contains("alert no application protocol") == true)
  }

  @Test("versions without an overlap are refused")
  func noCommonVersion() throws {
    let certificates = try TestCertificates.shared()
    var pair = try TLSPair.make(
      client: try certificates.clientContext(versions: .tls12 ... .tls12),
      server: try certificates.serverContext(versions: .tls13 ... .tls13))
    let error = #expect(throws: TLSError.self) { try pair.handshake() }
    #expect(error?.description == "TLS handshake: unsupported protocol (SSL routines)")
  }

  @Test(
    "what is no TLS is refused with a reason",
    arguments: [
      ("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", "http request"),
      ("SSH-2.0-OpenSSH_9.2p1\r\n", "wrong version number"),
      ("\u{16}\u{3}\u{1}\u{0}\u{5}\u{1}\u{0}\u{0}\u{1}\u{0}", "length"),
    ])
  func garbage(text: String, reason: String) throws {
    var server = try TLSConnection.server(try TestCertificates.shared().serverContext())
    try server.receive(Array(text.utf8))
    let error = #expect(throws: TLSError.self) { try server.handshake() }
    #expect(error?.description.contains(reason) == true)
  }

  @Test("a damaged message is answered with an alert")
  func alert() throws {
    var pair = try Self.pair(client: [], server: [])
    _ = try pair.client.handshake()
    let hello = pair.client.takeOutput()
    let recordHeader = 5
    try pair.server.receive(hello.prefix(recordHeader) + hello.dropFirst(recordHeader).map { $0 ^ 0x55 })
    #expect(throws: TLSError.self) { try pair.server.handshake() }
    let answer = pair.server.takeOutput()
    #expect(answer.first == 21, "a record of type alert")
  }

  @Test("a stream that ends in the middle is an error that says so")
  func endsEarly() throws {
    var pair = try Self.pair(client: [], server: [])
    _ = try pair.client.handshake()
    try pair.server.receive(Array(pair.client.takeOutput().dropLast()))
    #expect(try pair.server.handshake() == .wantsMoreInput)
    pair.server.receiveEndOfStream()
    let error = #expect(throws: TLSError.self) { try pair.server.handshake() }
    #expect(error?.description == "TLS handshake: the peer closed the connection before it was complete")
  }

  @Test("a failed handshake leaves nothing behind for the next connection of the thread")
  func errorsDoNotLeak() throws {
    var bad = try TLSConnection.server(try TestCertificates.shared().serverContext())
    try bad.receive(Array("no TLS at all".utf8))
    #expect(throws: TLSError.self) { try bad.handshake() }
    var pair = try Self.pair(client: [], server: [])
    #expect(try pair.handshake().version == .tls13)
  }

  @Test("a client refuses a server with another name or another authority")
  func clientVerifies() throws {
    let certificates = try TestCertificates.shared()
    var wrongName = try TLSPair.make(
      client: try certificates.clientContext(), server: try certificates.serverContext(), serverName: "example.org")
    let nameError = #expect(throws: TLSError.self) { try wrongName.handshake() }
    #expect(nameError?.description.contains("certificate verify failed") == true)

    var wrongAuthority = try TLSPair.make(
      client: try TestCertificates().clientContext(), server: try certificates.serverContext())
    let authorityError = #expect(throws: TLSError.self) { try wrongAuthority.handshake() }
    #expect(authorityError?.description.contains("certificate verify failed") == true)
  }

  @Test("a certificate with another's key is refused, and so is none")
  func wrongKey() throws {
    let certificates = try TestCertificates.shared()
    let other = try PrivateKey.generate()
    let mismatch = #expect(throws: TLSError.self) {
      try TLSContext.server(chain: [certificates.certificate], key: other, protocols: [])
    }
    #expect(
      mismatch?.description
        == "use the private key with this certificate: key values mismatch (x509 certificate routines)")
    let empty = #expect(throws: TLSError.self) { try TLSContext.server(chain: [], key: other, protocols: []) }
    #expect(empty?.description == "use a certificate chain: it is empty")
  }

  private static func pair(client: [ALPNProtocol], server: [ALPNProtocol]) throws -> TLSPair {
    let certificates = try TestCertificates.shared()
    return try TLSPair.make(
      client: try certificates.clientContext(protocols: client),
      server: try certificates.serverContext(protocols: server))
  }
}
