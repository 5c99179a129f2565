// SPDX-License-Identifier: Apache-2.0
import KubeModel

extension String {
  /// The text in quotes, for a message: on one line, without anything a terminal would obey, and cut after 60
  /// characters, since what is quoted may be a megabyte long.
  package var quoted: String {
    var result = "\""
    var left = 60
    for scalar in unicodeScalars {
      guard left > 0 else { return result + "…\"" }
      left -= 1
      result += scalar.escaped
    }
    return result + "\""
  }
}

extension Unicode.Scalar {
  /// True for what cannot be seen: blanks of any kind, control characters, zero-width and direction marks.
  package var isInvisible: Bool {
    if isASCII { return value <= 0x20 || value == 0x7F }
    if isBlank { return true }
    switch properties.generalCategory {
    case .control, .format, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator, .spaceSeparator: return true
    default: return false
    }
  }

  /// White space by Unicode, as Go's `unicode.IsSpace` has it.
  var isBlank: Bool {
    isASCII ? value == 0x20 || (0x09...0x0D).contains(value) : properties.isWhitespace
  }

  /// Shown as itself, or as its number where it could not be seen.
  var visible: String {
    if self == " " { return "a blank" }
    return isInvisible ? "U+" + String(value, radix: 16, uppercase: true).padded(to: 4) : "'\(self)'"
  }

  fileprivate var escaped: String {
    if self == " " { return " " }
    return isInvisible ? "\\u{\(String(value, radix: 16))}" : String(self)
  }
}
