// SPDX-License-Identifier: Apache-2.0
import Outbound
import Testing

@testable import Icarus

@Suite("Why a sidecar did not answer as it should")
struct SidecarErrorTests {
  @Test(
    "a failure of the transport tells whether something was sent",
    arguments: [
      (.unusable("x"), .unreachable("x")), (.unreachable("x"), .unreachable("x")), (.untrusted("x"), .unreachable("x")),
      (.timedOut(beforeConnecting: true, "x"), .unreachable("x")),
      (.timedOut(beforeConnecting: false, "x"), .unanswered("x")), (.broken("x"), .unanswered("x")),
      (.unreadable("x"), .unreadable("x")), (.cancelled, .cancelled),
    ] as [(TransportError, SidecarError)])
  func transport(error: TransportError, expected: SidecarError) {
    let found = SidecarError(error)
    #expect(found == expected)
    #expect(found.mayHaveBeenDone == error.mayHaveArrived)
  }

  @Test(
    "each says in one sentence what happened",
    arguments: [
      (.unreachable("refused"), "the sidecar was not reached: refused"),
      (.refused(status: 500, "HTTP 404 Not Found"), "the sidecar answered 500: HTTP 404 Not Found"),
      (.refused(status: 500, ""), "the sidecar answered 500"),
      (.unanswered("timed out"), "the sidecar did not answer: timed out"),
      (.unreadable("too long"), "the answer of the sidecar cannot be read: too long"),
      (.cancelled, "the request to the sidecar was cancelled"),
    ] as [(SidecarError, String)])
  func description(error: SidecarError, text: String) {
    #expect(error.description == text)
  }

  @Test("a refusal has been an answer, so nothing was done")
  func refused() {
    #expect(!SidecarError.refused(status: 500, "").mayHaveBeenDone)
  }

  @Test("the text of a refusal is one line, short, and nothing that a terminal obeys")
  func text() {
    let body = Array("no\r\n\u{1B}[31mway\t\(String(repeating: "é", count: 100_000))".utf8)
    let response = OutboundResponse(head: OutboundHead(status: 500), body: body)
    guard case .refused(status: 500, let text) = SidecarError(response) else {
      Issue.record("\(SidecarError(response))")
      return
    }
    #expect(text.unicodeScalars.count == 300)
    #expect(text.hasPrefix("no  \u{FFFD}[31mway é"))
    #expect(text.hasSuffix("…"))
  }

  @Test("bytes that are no text do no harm")
  func noText() {
    let response = OutboundResponse(head: OutboundHead(status: 400), body: [0xFF, 0x00])
    #expect(SidecarError(response) == .refused(status: 400, "\u{FFFD}\u{FFFD}"))
  }
}
