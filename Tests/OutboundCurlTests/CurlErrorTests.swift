// SPDX-License-Identifier: Apache-2.0
import Outbound
import Testing

@testable import OutboundCurl

/// Numbers of libcurl's codes, which never change; those that need no server are in the other suites.
@Suite("What libcurl's codes mean")
struct CurlErrorTests {
  private func kind(_ code: UInt32, _ reason: String = "reason", wasSent: Bool) -> TransportError.Kind {
    TransportError(curl: code, reason: reason, authority: "host", wasSent: wasSent).kind
  }

  @Test("what failed before anything was sent cannot have arrived", arguments: [5, 6, 7, 35, 55, 56, 97] as [UInt32])
  func before(code: UInt32) {
    let error = TransportError(curl: code, reason: "reason", authority: "host", wasSent: false)
    #expect(!error.mayHaveArrived)
    #expect(error.description == "host: reason")
  }

  @Test("what failed later may have", arguments: [18, 52, 55, 56, 65] as [UInt32])
  func after(code: UInt32) {
    #expect(kind(code, wasSent: true) == .broken)
  }

  @Test("a time-out says whether anything was sent")
  func timeout() {
    #expect(kind(28, wasSent: false) == .timedOutBeforeConnecting)
    #expect(kind(28, wasSent: true) == .timedOut)
  }

  @Test("a handshake that was cut off is no disagreement")
  func handshake() {
    #expect(kind(35, "OpenSSL SSL_connect: Connection reset by peer", wasSent: false) == .unreachable)
    #expect(kind(35, "error:0A000126:SSL routines::unexpected eof while reading", wasSent: false) == .unreachable)
    #expect(kind(35, "error:0A000410:SSL routines::sslv3 alert handshake failure", wasSent: false) == .untrusted)
  }

  @Test("a refused certificate is one also where the handshake was over for us")
  func refusedCertificate() {
    let reason = "OpenSSL SSL_read: error:0A00045C:SSL routines::tlsv13 alert certificate required, errno 0"
    #expect(kind(56, reason, wasSent: true) == .untrusted)
    #expect(kind(56, "OpenSSL SSL_read: Connection reset by peer, errno 104", wasSent: true) == .broken)
  }
}
