// SPDX-License-Identifier: Apache-2.0

import Foundation

@testable import KubeModel

/// What Foundation's JSONSerialization holds of a text, and every difference from it that we want.
enum FoundationVerdict {
  static func parse(_ bytes: [UInt8]) -> Any? {
    try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
  }

  /// Refused by us only, with the reason.
  static func mayAcceptAlone(_ bytes: [UInt8], _ error: JSONError) -> Bool {
    switch error.reason {
    // RFC 8259 has no such comma, and Go refuses it.
    case .trailingComma: true
    // Foundation guesses encodings. RFC 8259 section 8.1 allows UTF-8 alone, and the API server writes no mark.
    case .byteOrderMark: true
    // UTF-16 and UTF-32, recognised by zero bytes among the first four.
    default: bytes.prefix(4).contains(0)
    }
  }

  /// Refused by Foundation only: it must fit numbers into a Double, while ours keep their text. Looks at every value,
  /// also at those that a later member of the same name hides.
  static func mayRefuseAlone(_ value: JSONValue) -> Bool {
    value.document.nodes.indices.contains { node in
      JSONValue(value.document, node).numberText.flatMap(Double.init)?.isInfinite ?? false
    }
  }

  /// Whether both read the same out of the text.
  static func agrees(_ value: JSONValue, _ other: Any) -> Bool {
    switch value.kind {
    case .null: other is NSNull
    case .bool: (other as? NSNumber)?.boolValue == value.bool
    case .number: (other as? NSNumber).map { value.integer == nil || $0.int64Value == value.integer } ?? false
    case .string: (other as? String).map { Array($0.utf8) } == value.string.map { Array($0.utf8) }
    case .array: agrees(Array(value.elements), other as? [Any])
    case .object: agrees(value, other as? [String: Any])
    }
  }

  private static func agrees(_ elements: [JSONValue], _ others: [Any]?) -> Bool {
    guard let others, others.count == elements.count else { return false }
    return zip(elements, others).allSatisfy { agrees($0, $1) }
  }

  /// Foundation's dictionaries take names for equal that Unicode holds equivalent, so not every name need be there.
  private static func agrees(_ object: JSONValue, _ others: [String: Any]?) -> Bool {
    guard let others else { return false }
    let members = object.members
    guard Set(members.map(\.name)).count == members.count else { return true }
    return members.count == others.count
      && members.allSatisfy { member in others[member.name].map { agrees(member.value, $0) } ?? false }
  }
}
