// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import HTTPServer

/// The ways in which a proxy before us could see other requests than we do. A proxy that forwards such a message must
/// find it refused here, with the connection closed, so that no second request is made of its rest.
@Suite("Request smuggling over HTTP/1.1")
struct SmugglingTests {
  private static let hidden = "GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n"
  private static let post = "POST / HTTP/1.1\r\nHost: a\r\n"

  @Test("CL.TE and TE.CL: both lengths", arguments: ["chunked", "Chunked", "\tchunked ", "identity", "gzip, chunked"])
  func bothLengths(_ coding: String) {
    for body in ["0\r\n\r\n\(Self.hidden)", "22\r\n\(Self.hidden)\r\n0\r\n\r\n"] {
      for length in [0, 6, 40] {
        let fields = ["Content-Length: \(length)\r\n", "Transfer-Encoding: \(coding)\r\n"]
        for order in [fields, fields.reversed()] {
          let talk = converse(Self.post + order.joined() + "\r\n" + body)
          #expect(talk.requests == [])
          #expect(talk.refusals.map(\.status) == [400])
        }
      }
    }
  }

  @Test(
    "TE.TE: a coding that one party does not recognise",
    arguments: [
      "Transfer-Encoding: xchunked", "Transfer-Encoding : chunked", "Transfer-Encoding:\u{b}chunked",
      "Transfer-Encoding: chunked\r\nTransfer-Encoding: x", "Transfer-Encoding: x\r\nTransfer-Encoding: chunked",
      " Transfer-Encoding: chunked", "X: y\nTransfer-Encoding: chunked", "X: y\rTransfer-Encoding: chunked",
      "Transfer-Encoding\r\n: chunked", "Transfer-Encoding: 'chunked'", "Transfer-Encoding: chunked\u{0}",
      "Transfer-Encoding: chun\r\n ked", "Transfer-Encoding: chunked, identity", "Transfer-Encoding: chunked x",
      "Transfer-Encoding:: chunked", "Transfer-Encoding: \u{ff}chunked", "Transfer_Encoding: chunked",
      "Transfer-Encoding", "\u{0}Transfer-Encoding: chunked", "Transfer-Encoding: chunked\r",
    ])
  func disguisedCoding(_ line: String) {
    let talk = converse(Self.post + line + "\r\n\r\n0\r\n\r\n" + Self.hidden)
    #expect(talk.requests == [])
    #expect(talk.refusals.count == 1)
    #expect(talk.phase == .finished)
  }

  @Test(
    "a length hidden from one party",
    arguments: ["Content-Length : 2", "Content-Length: 2\r\n\t", "Content-Length\u{0}: 2"])
  func disguisedLength(_ line: String) {
    let talk = converse(Self.post + line + "\r\n\r\n{}" + Self.hidden)
    #expect(talk.requests == [])
    #expect(talk.refusals.map(\.status) == [400])
  }

  @Test("GET with a body does not turn the body into a request")
  func bodyOfGet() {
    let talk = converse("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: \(Self.hidden.utf8.count)\r\n\r\n" + Self.hidden)
    #expect(talk.requests.map(\.path) == ["/"])
    #expect(talk.refusals == [])
  }

  @Test("a chunk that ends early or late does not turn data into a size", arguments: ["2\r\nabc", "4\r\nabc"])
  func chunkBoundary(_ chunk: String) {
    let talk = converse(Self.post + "Transfer-Encoding: chunked\r\n\r\n\(chunk)\r\n0\r\n\r\n" + Self.hidden)
    #expect(talk.requests == [])
    #expect(talk.refusals.map(\.status) == [400])
  }

  @Test("a trailer cannot change the request")
  func trailer() {
    let talk = converse(
      Self.post + "Transfer-Encoding: chunked\r\n\r\n0\r\nContent-Length: 40\r\nHost: b\r\n\r\n" + Self.hidden)
    #expect(talk.requests.map(\.path) == ["/", "/hidden"])
    #expect(talk.requests.first?.fields["host"] == "a")
    #expect(talk.requests.first?.fields["content-length"] == nil)
  }
}
