// SPDX-License-Identifier: Apache-2.0

import Foundation
import KubeModel
import Testing

@Suite("What is JSON")
struct JSONVerdictTests {
  @Test("every text that RFC 8259 allows is read, and means what Foundation reads")
  func accepted() throws {
    for text in JSONCorpus.accepted {
      let value = try #require(try? JSONValue(parsing: text), "refused: \(printable(text))")
      let other = try #require(FoundationVerdict.parse(text), "Foundation refuses: \(printable(text))")
      #expect(FoundationVerdict.agrees(value, other), "\(printable(text))")
    }
  }

  @Test("every text that RFC 8259 does not allow is refused, as by Foundation")
  func refused() {
    for text in JSONCorpus.refused {
      #expect(throws: JSONError.self, "accepted: \(printable(text))") { try JSONValue(parsing: text) }
      #expect(FoundationVerdict.parse(text) == nil, "Foundation accepts: \(printable(text))")
    }
  }

  @Test("the corpus is not thin")
  func size() {
    #expect(JSONCorpus.accepted.count + JSONCorpus.refused.count >= 200)
  }

  @Test(
    "where Foundation is more lenient, we are not",
    arguments: [
      (Array("[1,]".utf8), JSONError.Reason.trailingComma), (Array("{\"a\":1 , }".utf8), .trailingComma),
      ([0xEF, 0xBB, 0xBF, 0x31], .byteOrderMark), ([0xFE, 0xFF, 0x00, 0x31], .byteOrderMark),
      ([0xFF, 0xFE, 0x31, 0x00], .byteOrderMark), ([0x31, 0x00], .textAfterValue), ([0x00, 0x31], .expectedValue),
      ([0x5B, 0x00, 0x5D, 0x00], .expectedValue), ([0x31, 0x00, 0x00, 0x00], .textAfterValue),
    ])
  func stricter(text: [UInt8], reason: JSONError.Reason) throws {
    #expect(FoundationVerdict.parse(text) != nil)
    let error = try #require(throws: JSONError.self) { try JSONValue(parsing: text) }
    #expect(error.reason == reason)
    #expect(FoundationVerdict.mayAcceptAlone(text, error))
  }

  @Test("a number that no Double can hold is refused by Foundation and kept by us", arguments: ["1e400", "[-1e999]"])
  func hugeNumbers(text: String) throws {
    #expect(FoundationVerdict.parse(Array(text.utf8)) == nil)
    #expect(FoundationVerdict.mayRefuseAlone(try JSONValue(parsing: Array(text.utf8))))
  }

  @Test("reviews of an API server are read", arguments: Reviews.names)
  func reviews(name: String) throws {
    let bytes = try Reviews.bytes(name)
    let value = try JSONValue(parsing: bytes)
    #expect(FoundationVerdict.agrees(value, try #require(FoundationVerdict.parse(bytes))))
  }

  @Test("no part of a review from its beginning is JSON before its last brace")
  func prefixes() throws {
    let bytes = try Reviews.bytes("restore-create.json")
    let end = try #require(bytes.lastIndex(of: UInt8(ascii: "}")))
    for count in 0...end {
      #expect(throws: JSONError.self, "\(count) bytes") { try JSONValue(parsing: Array(bytes[..<count])) }
    }
  }

  @Test("damaged reviews get Foundation's verdict, and mean what Foundation reads", arguments: Reviews.names)
  func damagedReviews(name: String) throws {
    try compareDamaged([try Reviews.bytes(name)], rounds: 1_000, seed: UInt64(name.utf8.count))
  }

  @Test("damaged texts of the corpus get Foundation's verdict, and mean what Foundation reads")
  func damagedCorpus() throws {
    let texts = (JSONCorpus.accepted + JSONCorpus.refused).filter { $0.count < 100 }
    try compareDamaged(texts, rounds: 20_000, seed: 7)
  }

  private func compareDamaged(_ texts: [[UInt8]], rounds: Int, seed: UInt64) throws {
    var damage = JSONDamage(seed: seed)
    for _ in 0..<rounds {
      let text = damage.damaged(texts)
      let other = FoundationVerdict.parse(text)
      do {
        let value = try JSONValue(parsing: text)
        let isFine = other.map { FoundationVerdict.agrees(value, $0) } ?? FoundationVerdict.mayRefuseAlone(value)
        #expect(isFine, "\(printable(text))")
      } catch {
        #expect(other == nil || FoundationVerdict.mayAcceptAlone(text, error), "\(error): \(printable(text))")
      }
    }
  }

  private func printable(_ text: [UInt8]) -> String {
    "\(String(decoding: text.prefix(4_000), as: UTF8.self)) = \(text.prefix(40))"
  }
}
