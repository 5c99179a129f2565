// SPDX-License-Identifier: Apache-2.0

/// Finds the end of a string, most of whose bytes need no look of their own: eight at a time.
enum JSONStringScanner {
  /// Takes the offset behind the opening quote; gives the one behind the closing quote, and whether there are escapes.
  @inline(__always)
  static func end(of text: Span<UInt8>, from start: Int) throws(JSONError) -> (offset: Int, isEscaped: Bool) {
    var offset = start
    var isEscaped = false
    while true {
      offset = endOfPlain(text, from: offset)
      guard offset < text.count else { throw JSONError(reason: .endsEarly, offset: offset) }
      switch text[offset] {
      case UInt8(ascii: "\""): return (offset &+ 1, isEscaped)
      case UInt8(ascii: "\\"):
        isEscaped = true
        offset = try endOfEscape(text, from: offset)
      case ..<0x20: throw JSONError(reason: .controlCharacterInString, offset: offset)
      default: offset = try endOfScalar(text, from: offset)
      }
    }
  }

  /// Skips bytes that mean themselves: ASCII without control characters, quote and backslash.
  @inline(__always)
  static func endOfPlain(_ text: Span<UInt8>, from start: Int) -> Int {
    var offset = start
    while offset &+ 8 <= text.count {
      // Safe: the load is checked against the bounds of the span, and any eight bytes are a UInt64.
      let word = unsafe UInt64(littleEndian: text.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
      let special = specialBytes(word)
      if special != 0 { return offset &+ special.trailingZeroBitCount >> 3 }
      offset &+= 8
    }
    while offset < text.count, isPlain(text[offset]) { offset &+= 1 }
    return offset
  }

  /// The highest bit of the first byte that is not plain, and of all before it none. Subtraction borrows only from
  /// behind a byte that is special itself, so bits above the first may be wrong and the first never is.
  @inline(__always)
  private static func specialBytes(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
    let backslashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
    let controls = word &- ones &* 0x20
    return ((quotes &- ones) | (backslashes &- ones) | controls | word) & (ones &* 0x80)
  }

  @inline(__always)
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x80 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  @inline(__always)
  private static func endOfEscape(_ text: Span<UInt8>, from start: Int) throws(JSONError) -> Int {
    guard start &+ 1 < text.count else { throw JSONError(reason: .endsEarly, offset: text.count) }
    switch text[start &+ 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return start &+ 2
    case UInt8(ascii: "u"): return try endOfUnicodeEscape(text, from: start)
    default: throw JSONError(reason: .badEscape, offset: start)
    }
  }

  /// `\uXXXX`, or two of them that form a surrogate pair (RFC 8259, section 7). Half a pair stands for no character;
  /// Go would replace it in silence, and then the object stored is not the object judged.
  private static func endOfUnicodeEscape(_ text: Span<UInt8>, from start: Int) throws(JSONError) -> Int {
    guard let first = codeUnit(text, at: start) else { throw JSONError(reason: .badEscape, offset: start) }
    guard UTF16.isSurrogate(first) else { return start &+ 6 }
    guard UTF16.isLeadSurrogate(first), let second = codeUnit(text, at: start &+ 6), UTF16.isTrailSurrogate(second)
    else { throw JSONError(reason: .loneSurrogate, offset: start) }
    return start &+ 12
  }

  /// The value of the escape `\uXXXX` that starts at `start`.
  static func codeUnit(_ text: Span<UInt8>, at start: Int) -> UInt16? {
    guard start &+ 6 <= text.count, text[start] == UInt8(ascii: "\\"), text[start &+ 1] == UInt8(ascii: "u") else {
      return nil
    }
    var unit: UInt16 = 0
    for offset in (start &+ 2)..<(start &+ 6) {
      guard let digit = hexDigit(text[offset]) else { return nil }
      unit = unit << 4 | digit
    }
    return unit
  }

  private static func hexDigit(_ byte: UInt8) -> UInt16? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
  }

  /// One character outside of ASCII, by the table of RFC 3629, section 4: no overlong forms, no surrogates, nothing
  /// above U+10FFFF.
  private static func endOfScalar(_ text: Span<UInt8>, from start: Int) throws(JSONError) -> Int {
    let following: (count: Int, first: ClosedRange<UInt8>)? =
      switch text[start] {
      case 0xC2...0xDF: (1, 0x80...0xBF)
      case 0xE0: (2, 0xA0...0xBF)
      case 0xED: (2, 0x80...0x9F)
      case 0xE1...0xEF: (2, 0x80...0xBF)
      case 0xF0: (3, 0x90...0xBF)
      case 0xF1...0xF3: (3, 0x80...0xBF)
      case 0xF4: (3, 0x80...0x8F)
      default: nil
      }
    guard let following, start &+ following.count < text.count, following.first.contains(text[start &+ 1]) else {
      throw JSONError(reason: .badUTF8, offset: start)
    }
    for offset in (start &+ 1)...(start &+ following.count) where text[offset] & 0xC0 != 0x80 {
      throw JSONError(reason: .badUTF8, offset: start)
    }
    return start &+ following.count &+ 1
  }
}
