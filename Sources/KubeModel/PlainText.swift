// SPDX-License-Identifier: Apache-2.0

/// Text from outside, made fit for a line that people read in a terminal or a log.
package enum PlainText {
  /// The text on one line: blanks stand for line breaks and tabs, and U+FFFD for every other character that is not seen
  /// but obeyed, such as an escape or a change of direction.
  /// - Parameter longest: in Unicode scalars; what is cut ends in `…`.
  package static func line(_ text: String, longest: Int = .max) -> String {
    let scalars = text.unicodeScalars
    var line = String.UnicodeScalarView()
    guard let end = scalars.index(scalars.startIndex, offsetBy: longest, limitedBy: scalars.endIndex),
      end < scalars.endIndex
    else {
      line.append(contentsOf: scalars.lazy.map(shown))
      return String(line)
    }
    line.append(contentsOf: scalars[..<scalars.index(before: end)].lazy.map(shown))
    line.append("…")
    return String(line)
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
