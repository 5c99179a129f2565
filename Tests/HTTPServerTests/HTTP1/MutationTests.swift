// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import HTTPServer

@Suite("Mutated requests over HTTP/1.1")
struct MutationTests {
  private static let seeds = [
    "GET /a?b HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhelloGET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\n2\r\nde\r\n0\r\nX: y\r\n\r\n",
    "PUT http://b/c HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc",
    "\r\nHEAD / HTTP/1.1\r\nHost: a\r\n\r\nOPTIONS * HTTP/1.1\r\nHost: a\r\nX: \u{fc}\r\n\r\n",
  ]

  private static let interesting: [[UInt8]] = [
    [13], [10], [13, 10], [13, 10, 13, 10], [0], [32], [9], [58], [59], [44], [0xff], [0xc3], Array("0".utf8),
    Array("Content-Length: 3\r\n".utf8), Array("Transfer-Encoding: chunked\r\n".utf8), Array("fffffffffffffff".utf8),
    Array("Host: b\r\n".utf8), Array("HTTP/1.1".utf8), Array("Connection: close\r\n".utf8),
  ]

  private func mutated(_ bytes: [UInt8], _ generator: inout SplitMix64) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
      case 1 where bytes.count > 1: bytes.remove(at: place)
      case 2: bytes.insert(contentsOf: bytes.suffix(from: place).prefix(20), at: place)
      default: bytes.insert(contentsOf: Self.interesting.randomElement(using: &generator) ?? [], at: place)
      }
    }
    return bytes
  }

  @Test("never crash, never say more than was asked, and mean the same however they are cut", arguments: 1...20)
  func mutations(_ seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    var limits = Limits()
    limits.headBytes = 160
    limits.bodyBytes = 40
    limits.trailerBytes = 10
    for _ in 0..<200 {
      let seed = Self.seeds.randomElement(using: &generator) ?? ""
      let bytes = mutated(Array(seed.utf8), &generator)
      let whole = Conversation(bytes, limits: limits)
      let cuts: [Cut] = [.byteByByte, .random(seed: generator.next())]
      for cut in cuts { #expect(Conversation(bytes, cut: cut, limits: limits) == whole, "\(bytes)") }
      // The shortest request has 18 bytes, and the longest answer with its 100 Continue has fewer than 200.
      #expect(whole.events.count <= bytes.count / 18 + 1, "\(bytes)")
      #expect(whole.output.utf8.count <= 200 * whole.events.count + 25, "\(bytes)")
      #expect(whole.refusals.count <= 1)
      for request in whole.requests { #expect(request.body.count <= 40) }
    }
  }

  @Test("random bytes are refused or waited for", arguments: 1...10)
  func noise(_ seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    for _ in 0..<100 {
      let bytes = (0..<Int.random(in: 1...300, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
      let talk = Conversation(bytes)
      #expect(talk.requests == [])
      #expect(talk == Conversation(bytes, cut: .byteByByte))
    }
  }
}
