// SPDX-License-Identifier: Apache-2.0

/// Text from outside, made fit for a line that people read in a terminal or a log.
package enum PlainText {
  /// The text on one line: blanks stand for line breaks and tabs, and U+FFFD for every other character that is not seen
  /// but obeyed, such as an escape or a change of direction.
  /// - Parameter longest: in Unicode scalars; what is cut ends in `…`.
  package static func line(_ text: String, longest: Int = .max) -> String {
    // Nearly every text is shown as it is, and goes over in one piece.
    if isPrintableASCII(text, first: longest) {
      return text.utf8.count <= longest ? text : String(Substring(text.utf8.prefix(longest - 1))) + "…"
    }
    let isWhole = text.unicodeScalars.dropFirst(longest).isEmpty
    var line = ""
    for scalar in text.unicodeScalars.prefix(isWhole ? longest : longest - 1) {
      line.unicodeScalars.append(shown(scalar))
    }
    return isWhole ? line : line + "…"
  }

  /// Whether a line is shown as it is. Without an early exit, so that the compiler can look at many bytes at once.
  /// - Parameter count: bytes looked at. Where all of them are ASCII, they are as many scalars.
  package static func isPrintableASCII(_ text: String, first count: Int = .max) -> Bool {
    unsafe text.utf8Span.span.extracting(first: count).withUnsafeBufferPointer { bytes in
      unsafe bytes.reduce(0) { $0 | ((0x20...0x7E).contains($1) ? 0 : 1) } == 0
    }
  }

  private static func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case " "..."~": return scalar
    case "\t", "\n", "\r": return " "
    default: break
    }
    switch scalar.properties.generalCategory {
    case .lineSeparator, .paragraphSeparator: return " "
    case .control, .format, .surrogate, .privateUse, .unassigned: return "\u{FFFD}"
    default: return scalar
    }
  }
}
