// SPDX-License-Identifier: Apache-2.0

/// Texts in URLs.
package enum PercentEncoding {
  /// What is no escape stays as it is.
  package static func decode(_ text: some StringProtocol, plusIsBlank: Bool = false) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let value = Self.value(of: rest.prefix(2)) {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte == UInt8(ascii: "+") && plusIsBlank ? UInt8(ascii: " ") : byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func value(of digits: ArraySlice<UInt8>) -> UInt8? {
    guard digits.count == 2, digits.first.map({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }) == true else {
      return nil
    }
    return UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
  }

  /// The values of a parameter of a query, which may occur more than once.
  package static func values(of name: String, in query: Substring) -> [String] {
    query.split(separator: "&").compactMap { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard decode(parts[0], plusIsBlank: true) == name else { return nil }
      return parts.count > 1 ? decode(parts[1], plusIsBlank: true) : ""
    }
  }
}
