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

  private static func beginning(of text: String, _ show: (Unicode.Scalar, inout String) -> Void) -> String {
    var result = ""
    for scalar in text.unicodeScalars.prefix(longest) { show(scalar, &result) }
    return text.unicodeScalars.dropFirst(longest).isEmpty ? result : result + "…"
  }

  /// Of a string's content.
  private static func escaped(_ scalar: Unicode.Scalar, into result: inout String) {
    if scalar == "\"" || scalar == "\\" { result += "\\" }
    visible(scalar, into: &result)
  }

  /// Between the values of an array or object as it was received line ends mean nothing, but the message has one line.
  private static func visible(_ scalar: Unicode.Scalar, into result: inout String) {
    switch scalar {
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    case _ where scalar.isInvisible && scalar != " ": result += "\\u{\(String(scalar.value, radix: 16))}"
    default: result.unicodeScalars.append(scalar)
    }
  }
}
