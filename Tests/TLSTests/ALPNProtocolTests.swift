// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import TLS

@Suite struct ALPNProtocolTests {
  @Test("names travel behind their lengths")
  func wireList() {
    #expect(ALPNProtocol.wireList([.http2, .http11]) == [2] + Array("h2".utf8) + [8] + Array("http/1.1".utf8))
  }

  @Test(
    "the place of our favourite in the peer's list is found",
    arguments: [
      ("\u{8}http/1.1\u{2}h2", 10..<12),
      ("\u{2}h2\u{8}http/1.1", 1..<3),
      ("\u{8}http/1.1", 1..<9),
      ("\u{2}h3", nil),
      ("", nil),
      // A longer name that begins like ours, and a length that leads out of the list.
      ("\u{3}h2c", nil),
      ("\u{9}h2", nil),
      ("\u{0}\u{2}h2", 2..<4),
    ] as [(String, Range<Int>?)])
  func select(offered: String, found: Range<Int>?) {
    let selected = Array(offered.utf8).withUnsafeBufferPointer {
      ALPNProtocol.select(from: $0, preferring: [.http2, .http11])
    }
    #expect(selected == found)
  }
}
