// SPDX-License-Identifier: Apache-2.0

/// Puts a line together out of pieces, in one array of bytes: strings that are joined or interpolated move what is
/// there with each piece.
package struct TextWriter {
  private var bytes: [UInt8] = []

  /// The text that `write` writes.
  package static func text(_ write: (inout TextWriter) -> Void) -> String {
    var writer = TextWriter()
    // Most lines that people are shown.
    writer.bytes.reserveCapacity(128)
    write(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  package mutating func append(_ text: String) {
    bytes.append(text.utf8Span.span)
  }

  package mutating func append(_ texts: [String], separatedBy separator: String = "") {
    for (place, text) in texts.enumerated() {
      if place > 0, !separator.isEmpty { append(separator) }
      append(text)
    }
  }

  package mutating func append(mark: Unicode.Scalar) { bytes.append(UInt8(ascii: mark)) }

  /// From 0 to 99.
  package mutating func append(twoDigits number: Int) {
    bytes.append(UInt8(ascii: "0") + UInt8(number / 10))
    bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
  }
}
