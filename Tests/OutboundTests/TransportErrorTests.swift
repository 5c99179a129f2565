// SPDX-License-Identifier: Apache-2.0
import Outbound
import Testing

@Suite("Why there is no response")
struct TransportErrorTests {
  @Test(
    "nothing arrived where no connection was made; else nobody can say",
    arguments: [
      (TransportError.unusable("a"), false), (.unreachable("a"), false), (.untrusted("a"), false),
      (.timedOut(beforeConnecting: true, "a"), false), (.timedOut(beforeConnecting: false, "a"), true),
      (.broken("a"), true), (.unreadable("a"), true), (.cancelled, true),
    ])
  func arrival(error: TransportError, mayHaveArrived: Bool) {
    #expect(error.mayHaveArrived == mayHaveArrived)
    #expect(error.description == (error == .cancelled ? "the request was cancelled" : "a"))
  }
}
