// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// A table, `keyspace.table`, as Cassandra names their folders: letters, digits and underscores, 1 to 48 of each.
package struct TableName: Sendable, Hashable, CustomStringConvertible {
  /// The longest name of a keyspace or table, in bytes.
  package static let longest = 48

  package let keyspace: String
  package let table: String

  package var description: String { "\(keyspace).\(table)" }

  package init(parsing text: String) throws(TableNameError) {
    let dot = text.utf8.index(text.startIndex, offsetBy: try Self.dot(in: text))
    (keyspace, table) = (String(text[..<dot]), String(text[text.utf8.index(after: dot)...]))
  }

  /// What is wrong with a text; nil if it names a table.
  static func problem(in text: String) -> TableNameError? {
    do throws(TableNameError) {
      _ = try dot(in: text)
      return nil
    } catch {
      return error
    }
  }

  /// The place of the dot in the name of a table, in bytes.
  private static func dot(in text: String) throws(TableNameError) -> Int {
    let bytes = text.utf8Span.span
    let dot = bytes.firstPlace(of: ".")
    guard dot < bytes.count else { throw .noDot }
    guard bytes.firstPlace(of: ".", from: dot + 1) == bytes.count else { throw .tooManyDots }
    try check(bytes.extracting(..<dot), of: text)
    try check(bytes.extracting((dot + 1)...), of: text)
    return dot
  }

  private static func check(_ part: Span<UInt8>, of text: String) throws(TableNameError) {
    guard !part.isEmpty else { throw .emptyPart }
    guard part.count <= longest else { throw .tooLong }
    for place in part.indices where !allows(part[place]) { throw .character(firstBad(in: text)) }
  }

  /// Whether a byte may be part of the name of a keyspace or table.
  static func allows(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  static func firstBad(in text: String) -> Unicode.Scalar {
    text.unicodeScalars.first { !$0.isASCII || ($0 != "." && !allows(UInt8(truncatingIfNeeded: $0.value))) } ?? "."
  }
}

/// Why a text does not name a table.
package enum TableNameError: InvalidValue {
  case noDot, tooManyDots, emptyPart, tooLong
  case character(Unicode.Scalar)

  package var message: String {
    switch self {
    case .noDot: "must name a table as keyspace.table"
    case .tooManyDots: "must name a table as keyspace.table, with one dot"
    case .emptyPart: "must name a keyspace and a table, one before and one after the dot"
    case .tooLong: "the name of a keyspace or table has at most \(TableName.longest) characters"
    case .character(let scalar):
      "must not contain \(scalar.visible): a keyspace or table is named with letters, digits and underscores"
    }
  }
}
