// SPDX-License-Identifier: Apache-2.0

/// A type that the author wrote in front of a scalar.
enum YAMLTag: String {
  case string = "!!str"
  case integer = "!!int"
  case float = "!!float"
  case boolean = "!!bool"
  case null = "!!null"
  case binary = "!!binary"
  case merge = "!!merge"
  /// Anything else: kubectl takes such a scalar as text. Dates are text too; only kubectl checks them.
  case other = "!"

  init(_ text: String) {
    let standard = "tag:yaml.org,2002:"
    let short = text.hasPrefix(standard) ? "!!" + text.dropFirst(standard.count) : text
    self = YAMLTag(rawValue: short) ?? .other
  }
}
