// SPDX-License-Identifier: Apache-2.0

/// How a plain scalar becomes a number: the syntax of Go's integer literals, else a decimal float. Underscores are
/// dropped wherever they stand behind the first character, except in a text that begins with a point.
enum YAMLNumber {
  /// Nil where the text is no number, or one that no float can hold.
  static func value(of text: String) -> YAMLScalar? {
    guard let first = text.utf8.first else { return nil }
    switch first {
    case UInt8(ascii: "."):
      return hasOnlyInnerUnderscores(text) ? float(withoutUnderscores(text)) : nil
    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      let digits = withoutUnderscores(text)
      return integer(digits) ?? float(digits)
    default:
      return nil
    }
  }

  private static func withoutUnderscores(_ text: String) -> String {
    text.utf8.contains(UInt8(ascii: "_")) ? text.filter { $0 != "_" } : text
  }

  private static func hasOnlyInnerUnderscores(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.indices.allSatisfy { index in
      guard bytes[index] == UInt8(ascii: "_") else { return true }
      return bytes.indices.contains(index + 1) && isDigit(bytes[index - 1]) && isDigit(bytes[index + 1])
    }
  }

  private static func integer(_ text: String) -> YAMLScalar? {
    let sign = text.first.flatMap { $0 == "+" || $0 == "-" ? $0 : nil }
    let (digits, radix) = digitsAndRadix(of: text.dropFirst(sign == nil ? 0 : 1))
    // A second sign would be taken for one by Swift's initializer.
    guard let first = digits.first, first != "+", first != "-" else { return nil }
    if let value = Int64((sign == "-" ? "-" : "") + digits, radix: radix) { return .integer(value) }
    return sign == nil ? UInt64(digits, radix: radix).map(YAMLScalar.unsigned) : nil
  }

  private static func digitsAndRadix(of text: Substring) -> (Substring, Int) {
    guard text.first == "0", text.utf8.count > 1 else { return (text, 10) }
    switch text.dropFirst().first {
    case "x", "X": return (text.dropFirst(2), 16)
    case "o", "O": return (text.dropFirst(2), 8)
    case "b", "B": return (text.dropFirst(2), 2)
    default: return (text.dropFirst(), 8)
    }
  }

  private static func float(_ text: String) -> YAMLScalar? {
    guard isDecimal(text), let value = Double(text), value.isFinite else { return nil }
    return .float(value)
  }

  /// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`
  private static func isDecimal(_ text: String) -> Bool {
    var rest = text.utf8[...]
    skipSign(&rest)
    let whole = skipDigits(&rest)
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      guard skipDigits(&rest) + whole > 0 else { return false }
    } else if whole == 0 {
      return false
    }
    guard let mark = rest.popFirst() else { return true }
    guard mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") else { return false }
    skipSign(&rest)
    return skipDigits(&rest) > 0 && rest.isEmpty
  }

  private static func skipSign(_ rest: inout Substring.UTF8View) {
    if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
  }

  private static func skipDigits(_ rest: inout Substring.UTF8View) -> Int {
    let digits = rest.prefix(while: isDigit).count
    rest.removeFirst(digits)
    return digits
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
