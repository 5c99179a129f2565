// SPDX-License-Identifier: Apache-2.0

/// Which bytes may stand where in a head (RFC 9110, sections 5.5 and 5.6; RFC 3986, section 2).
enum FieldRules {
  static let carriageReturn = UInt8(ascii: "\r")
  static let lineFeed = UInt8(ascii: "\n")
  static let space = UInt8(ascii: " ")
  static let tab = UInt8(ascii: "\t")

  /// Names of methods and fields.
  static let token = ByteSet(alphanumericsAnd: "!#$%&'*+-.^_`|~")

  /// Path and query of a target. A fragment never leaves the client.
  static let target = ByteSet(alphanumericsAnd: "-._~:/?@!$&'()*+,;=%[]")

  /// Host and port. No `@`: user information in a host is a way to mislead (RFC 9110, section 4.2.4).
  static let authority = ByteSet(alphanumericsAnd: "-._~:!$&'()*+,;=%[]")

  static func isBlank(_ byte: UInt8) -> Bool {
    byte == space || byte == tab
  }

  /// Control bytes that a value may not hold; the horizontal tab is the one it may.
  static func isControl(_ byte: UInt8) -> Bool {
    (byte < 0x20 && byte != 0x09) || byte == 0x7f
  }

  /// A name in the form we keep; `nil` when it is empty or not a token.
  static func lowercasedName(_ bytes: Span<UInt8>) -> String? {
    guard !bytes.isEmpty, token.containsAll(bytes) else { return nil }
    return String(unsafeUninitializedCapacity: bytes.count) { buffer in
      for index in bytes.indices {
        let byte = bytes[index]
        let isUpper = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
        buffer[index] = isUpper ? byte | 0x20 : byte
      }
      return bytes.count
    }
  }

  /// A value without the blanks around it; `nil` when it holds a control byte or is not UTF-8. Bytes beyond ASCII have
  /// no defined meaning in a field, and a `String` of ours can only keep them exactly when they are UTF-8.
  static func value(_ bytes: Span<UInt8>) -> String? {
    var range = bytes.indices
    while let first = range.first, isBlank(bytes[first]) { range.removeFirst() }
    while let last = range.last, isBlank(bytes[last]) { range.removeLast() }
    let trimmed = bytes.extracting(range)
    guard !containsControl(trimmed) else { return nil }
    return String(validating: trimmed)
  }

  /// Without an early exit, so that the compiler can look at many bytes at once.
  private static func containsControl(_ bytes: Span<UInt8>) -> Bool {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      var found: UInt8 = 0
      for byte in unsafe buffer { found |= isControl(byte) ? 1 : 0 }
      return found != 0
    }
  }
}
