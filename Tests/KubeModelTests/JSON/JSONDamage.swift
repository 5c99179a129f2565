// SPDX-License-Identifier: Apache-2.0
import TestSupport

/// Damages texts as transports, editors and attackers do; the same way on every run.
struct JSONDamage {
  private var random: SplitMix64
  private static let tokens: [[UInt8]] =
    [
      "\"", "\\", "{", "}", "[", "]", ",", ":", "0", "-", ".", "e", "E+", " ", "\n", "null", "true", "\\u", "\\uD800",
      "\\uDC00", "\\uD83D\\uDE00", "\\n", "é", "😀", "\u{0}", "\u{1F}", "\u{7F}", "\"a\":", "[1]", "{}", "1e400", "01",
    ].map { Array($0.utf8) } + [[0x80], [0xC2], [0xED, 0xA0, 0x80], [0xF4, 0x90], [0xFF]]

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
  }

  mutating func damaged(_ texts: [[UInt8]]) -> [UInt8] {
    var text = texts[Int.random(in: texts.indices, using: &random)]
    for _ in 0...Int.random(in: 0...2, using: &random) { damage(&text, texts) }
    return text
  }

  private mutating func damage(_ text: inout [UInt8], _ texts: [[UInt8]]) {
    let place = Int.random(in: 0...text.count, using: &random)
    let length = Int.random(in: 0...min(8, text.count - place), using: &random)
    let range = place..<place + length
    switch Int.random(in: 0..<6, using: &random) {
    case 0: text.removeSubrange(range)
    case 1: text.insert(contentsOf: Array(text[range]), at: place)
    case 2 where place < text.count: text[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 3 where place < text.count: text[place] = UInt8.random(in: 0...255, using: &random)
    case 4: text.replaceSubrange(range, with: texts[Int.random(in: texts.indices, using: &random)].prefix(50))
    default:
      text.replaceSubrange(range, with: JSONDamage.tokens[Int.random(in: JSONDamage.tokens.indices, using: &random)])
    }
  }
}
