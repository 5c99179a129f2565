// SPDX-License-Identifier: Apache-2.0

/// Resolves the escapes of strings that were found to be well formed.
enum JSONUnescaping {
  /// The UTF-8 that the bytes of `content`, a string without its quotes, stand for.
  static func unescape(_ bytes: [UInt8], _ content: Range<Int>) -> [UInt8] {
    let text = bytes.span
    var result: [UInt8] = []
    result.reserveCapacity(content.count)
    var offset = content.lowerBound
    while offset < content.upperBound {
      if text[offset] == UInt8(ascii: "\\") {
        offset = unescapeOne(text, at: offset, into: &result)
      } else {
        result.append(text[offset])
        offset += 1
      }
    }
    return result
  }

  /// Gives the offset behind the escape.
  private static func unescapeOne(_ text: Span<UInt8>, at offset: Int, into result: inout [UInt8]) -> Int {
    switch text[offset + 1] {
    case UInt8(ascii: "b"): result.append(0x08)
    case UInt8(ascii: "f"): result.append(0x0C)
    case UInt8(ascii: "n"): result.append(0x0A)
    case UInt8(ascii: "r"): result.append(0x0D)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "u"): return unescapeUnicode(text, at: offset, into: &result)
    case let itself: result.append(itself)
    }
    return offset + 2
  }

  private static func unescapeUnicode(_ text: Span<UInt8>, at offset: Int, into result: inout [UInt8]) -> Int {
    let first = JSONStringScanner.codeUnit(text, at: offset) ?? 0
    guard UTF16.isLeadSurrogate(first) else {
      append(UInt32(first), to: &result)
      return offset + 6
    }
    let second = JSONStringScanner.codeUnit(text, at: offset + 6) ?? 0
    append(0x10000 + (UInt32(first) & 0x3FF) << 10 + UInt32(second) & 0x3FF, to: &result)
    return offset + 12
  }

  private static func append(_ scalar: UInt32, to result: inout [UInt8]) {
    let encoded = Unicode.Scalar(scalar).flatMap(UTF8.encode) ?? UTF8.encodedReplacementCharacter
    result.append(contentsOf: encoded)
  }
}
