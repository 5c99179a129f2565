// SPDX-License-Identifier: Apache-2.0

/// A scalar with its type, as kubectl sees it (go-yaml v2: YAML 1.1 without sexagesimal numbers and without dates).
enum YAMLScalar: Equatable {
  case null
  case boolean(Bool)
  case integer(Int64)
  /// Only what `integer` cannot hold.
  case unsigned(UInt64)
  /// May be infinite or no number, which JSON cannot say.
  case float(Double)
  case string(String)
  /// A plain `<<`: text as a value, an order as a member's name.
  case merge
}

extension YAMLScalar {
  /// A member's name in JSON; nil for what kubectl refuses as one. Floats lose digits as they do there.
  var memberName: String? {
    switch self {
    case .null, .unsigned: nil
    case .boolean(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .float(let value): DecimalText.memberName(Float(value))
    case .string(let value): value
    case .merge: "<<"
    }
  }

  /// In words, for messages.
  var typeName: String {
    switch self {
    case .null: "null"
    case .boolean: "a boolean"
    case .integer, .unsigned, .float: "a number"
    case .string, .merge: "a string"
    }
  }
}
