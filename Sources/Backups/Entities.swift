// SPDX-License-Identifier: Apache-2.0

/// What a backup holds or a restore brings back: everything, some keyspaces, or some tables.
///
/// The operator splits the text at blanks and commas. The sidecar drops an item with two dots in silence, and what is
/// then an empty list means everything; it fails when keyspaces and tables are mixed. Here each such item is an error.
package enum Entities: Sendable, Equatable {
  case all
  case keyspaces(NameList)
  case tables(NameList)

  /// Reads a list as written in `spec.entities`. Empty means everything. The time is linear in the text.
  package init(parsing text: String) throws(EntitiesError) {
    var reader = EntitiesReader(text)
    self = try reader.read()
  }

  /// The names written more than once.
  package var duplicates: [String] {
    switch self {
    case .all: []
    case .keyspaces(let names), .tables(let names): names.duplicates
    }
  }

  /// Whether the table is among them, by its own name or its keyspace's.
  package func contains(_ table: TableName) -> Bool {
    switch self {
    case .all: true
    case .keyspaces(let names): names.contains(table.keyspace)
    case .tables(let names): names.contains(table.description)
    }
  }
}

extension Entities: CustomStringConvertible {
  /// As it is sent to the sidecar: joined by commas, everything as the empty text.
  package var description: String {
    switch self {
    case .all: ""
    case .keyspaces(let names), .tables(let names): names.joined(separator: ",")
    }
  }
}
