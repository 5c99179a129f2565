// SPDX-License-Identifier: Apache-2.0

/// A table, `keyspace.table`, as Cassandra names their folders: letters, digits and underscores, 1 to 48 of each.
package struct TableName: Sendable, Hashable, CustomStringConvertible {
  /// The longest name of a keyspace or table, in bytes.
  package static let longest = 48

  package let keyspace: String
  package let table: String

  package var description: String { "\(keyspace).\(table)" }

  package init(parsing text: String) throws(TableNameError) {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count > 1 else { throw .noDot }
    guard parts.count == 2 else { throw .tooManyDots }
    for part in parts {
      guard !part.isEmpty else { throw .emptyPart }
      guard part.count <= Self.longest else { throw .tooLong }
      guard part.allSatisfy(Self.allows) else { throw .character(Self.firstBad(in: text)) }
    }
    (keyspace, table) = (String(Substring(parts[0])), String(Substring(parts[1])))
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
