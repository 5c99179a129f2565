// SPDX-License-Identifier: Apache-2.0
private import Backups
package import KubeModel

/// A value as a message shows it: JSON on one line, without anything a terminal would obey, and never longer than a
/// reader can take in.
package struct ShownValue: Sendable, Hashable, CustomStringConvertible {
  /// In characters. A user recognises a value by its beginning; a list of a thousand tables would bury the message.
  package static let longest = 80

  package let description: String

  package init(_ text: String) {
    description = "\"\(ShownValue.beginning(of: text, ShownValue.escaped))\""
  }

  package init(_ value: JSONValue) {
    description =
      value.string.map { ShownValue($0).description }
      ?? ShownValue.beginning(of: String(decoding: value.rawBytes, as: UTF8.self), ShownValue.visible)
  }

  private static func beginning(of text: String, _ shown: (Unicode.Scalar) -> String) -> String {
    var result = ""
    var left = longest
    for scalar in text.unicodeScalars {
      guard left > 0 else { return result + "…" }
      left -= 1
      result += shown(scalar)
    }
    return result
  }

  /// Of a string's content.
  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    scalar == "\"" || scalar == "\\" ? "\\\(scalar)" : visible(scalar)
  }

  /// Between the values of an array or object as it was received line ends mean nothing, but the message has one line.
  private static func visible(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case " ": " "
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    case _ where scalar.isInvisible: "\\u{\(String(scalar.value, radix: 16))}"
    default: String(scalar)
    }
  }
}
