// SPDX-License-Identifier: Apache-2.0

/// Why bytes are not JSON, and where.
package struct JSONError: Error, Sendable, Equatable {
  package enum Reason: Sendable, Equatable {
    case empty
    case byteOrderMark
    case endsEarly
    case expectedValue
    case expectedName
    case expectedColon
    case expectedCommaOrEnd
    case trailingComma
    case textAfterValue
    case badLiteral
    case badNumber
    case controlCharacterInString
    case badEscape
    case loneSurrogate
    case badUTF8
    case tooLong(limit: Int)
    case tooDeep(limit: Int)
    case tooManyValues(limit: Int)
  }

  package let reason: Reason
  /// How many bytes precede the one that is wrong.
  package let offset: Int
}

extension JSONError: CustomStringConvertible {
  /// One line for people: `not JSON at byte 12: a comma must be followed by another value or member`.
  package var description: String {
    switch reason {
    case .tooLong, .tooDeep, .tooManyValues: "JSON refused at byte \(offset): \(reason.sentence)"
    default: "not JSON at byte \(offset): \(reason.sentence)"
    }
  }
}

extension JSONError.Reason {
  /// Without the place, for readers that count it in other ways.
  package var sentence: String {
    switch self {
    case .empty: "there is no value, only white space or nothing at all"
    case .byteOrderMark: "the text starts with a byte order mark; it must be plain UTF-8 without one"
    case .endsEarly: "the text ends in the middle of a value"
    case .expectedValue: "expected a value: an object, an array, a string, a number, true, false or null"
    case .expectedName: "expected the name of a member in double quotes"
    case .expectedColon: "expected a colon after the name of a member"
    case .expectedCommaOrEnd: "expected a comma, or the end of the object or array"
    case .trailingComma: "a comma must be followed by another value or member"
    case .textAfterValue: "there is more text after the end of the value"
    case .badLiteral: "only the words true, false and null may stand without quotes"
    case .badNumber: "a number is digits without a leading zero, then maybe a fraction, then maybe an exponent"
    case .controlCharacterInString: "a control character in a string must be escaped, as in \\n or \\u0009"
    case .badEscape: #"a backslash must be followed by one of "\/bfnrt or by u and four hexadecimal digits"#
    case .loneSurrogate: "\\uD800 to \\uDFFF must come as a pair: a high surrogate, then a low one"
    case .badUTF8: "the text is not valid UTF-8"
    case .tooLong(let limit): "the text is longer than \(limit) bytes"
    case .tooDeep(let limit): "objects and arrays are nested more than \(limit) deep"
    case .tooManyValues(let limit): "there are more than \(limit) values"
    }
  }
}
