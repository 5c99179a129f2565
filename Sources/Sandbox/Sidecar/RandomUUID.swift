// SPDX-License-Identifier: Apache-2.0

/// Random UUIDs (version 4) in lower case, as texts.
enum RandomUUID {
  private static let digits = Array("0123456789abcdef".utf8)

  static func next(from generator: inout any RandomNumberGenerator & Sendable) -> String {
    let high = generator.next() & ~0xF000 | 0x4000
    let low = generator.next() & ~(0b11 << 62) | 0b10 << 62
    var text: [UInt8] = []
    text.reserveCapacity(36)
    for place in 0..<32 {
      if place == 8 || place == 12 || place == 16 || place == 20 { text.append(UInt8(ascii: "-")) }
      let half = place < 16 ? high : low
      text.append(digits[Int(half >> UInt64((15 - place % 16) * 4) & 0xF)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// 36 characters of the right kinds in the right places, in either case.
  static func isOne(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == 36 else { return false }
    return bytes.indices.allSatisfy { place in
      if [8, 13, 18, 23].contains(place) { return bytes[place] == UInt8(ascii: "-") }
      return digits.contains(bytes[place]) || (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(bytes[place])
    }
  }
}
