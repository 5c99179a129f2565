// SPDX-License-Identifier: Apache-2.0
import COpenSSL
import TestSupport
import Testing

@testable import TLS

@Suite("What peers agree on")
struct TLSChoicesTests {
  private static func pair(_ version: TLSVersion) throws -> TLSPair {
    let certificates = try TestCertificates.shared()
    return try TLSPair.make(
      client: try certificates.clientContext(versions: version...version), server: try certificates.serverContext())
  }

  private static func cipher(_ pair: borrowing TLSPair) -> String {
    SSL_CIPHER_get_name(SSL_get_current_cipher(pair.server.ssl)).map { String(cString: $0) } ?? ""
  }

  @Test("the server chooses the cipher, whatever the client would rather have")
  func preference() throws {
    var new = try Self.pair(.tls13)
    #expect(SSL_set_ciphersuites(new.client.ssl, "TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256") == 1)
    _ = try new.handshake()
    #expect(Self.cipher(new) == "TLS_AES_128_GCM_SHA256")

    var old = try Self.pair(.tls12)
    let wishes = "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256"
    #expect(SSL_set_cipher_list(old.client.ssl, wishes) == 1)
    _ = try old.handshake()
    #expect(Self.cipher(old) == "ECDHE-ECDSA-AES128-GCM-SHA256")
  }

  @Test(
    "ciphers without forward secrecy or authenticated encryption are not taken",
    arguments: ["ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA384", "AES128-GCM-SHA256", "ECDHE-ECDSA-AES128-CCM"])
  func weakCipher(_ name: String) throws {
    var pair = try Self.pair(.tls12)
    #expect(SSL_set_cipher_list(pair.client.ssl, name) == 1)
    let error = #expect(throws: TLSError.self) { try pair.handshake() }
    #expect(error?.description == "TLS handshake: no shared cipher (SSL routines)")
  }

  @Test("keys are exchanged on curves that are quick", arguments: ["X25519", "P-256", "P-384", "P-521"])
  func group(_ name: String) throws {
    var pair = try Self.pair(.tls13)
    Self.setGroups(pair.client, name)
    #expect(try pair.handshake().version == .tls13)
  }

  @Test("a client that can only exchange keys slowly is refused", arguments: ["X448", "ffdhe2048", "ffdhe8192"])
  func slowGroup(_ name: String) throws {
    var pair = try Self.pair(.tls13)
    Self.setGroups(pair.client, name)
    let error = #expect(throws: TLSError.self) { try pair.handshake() }
    #expect(error?.description == "TLS handshake: no suitable key share (SSL routines)")
  }

  @Test("a session that a client brings again is not taken up", arguments: [TLSVersion.tls12, .tls13])
  func noResumption(version: TLSVersion) throws {
    var first = try Self.pair(version)
    _ = try first.handshake()
    let session = SSL_get1_session(first.client.ssl)
    defer { SSL_SESSION_free(session) }
    #expect(SSL_SESSION_has_ticket(session) == 0)
    var second = try Self.pair(version)
    _ = SSL_set_session(second.client.ssl, session)
    _ = try second.handshake()
    #expect(SSL_session_reused(second.server.ssl) == 0)
  }

  /// What the macro SSL_set1_groups_list expands to.
  private static func setGroups(_ client: borrowing TLSConnection, _ list: String) {
    let ssl = client.ssl
    #expect(
      list.withCString { SSL_ctrl(ssl, SSL_CTRL_SET_GROUPS_LIST, 0, UnsafeMutableRawPointer(mutating: $0)) } == 1)
  }
}
