// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// A keyspace or table that a restore asks for and its backup does not hold.
package struct MissingEntity: InvalidValue {
  package enum Reason: Sendable, Equatable {
    case absent
    /// A whole keyspace is asked for and the backup holds these tables of it (the first few) and perhaps others.
    case partly(tables: [String])
  }

  package let name: String
  package let reason: Reason

  package var message: String {
    switch reason {
    case .absent: "the backup does not hold \(name)"
    case .partly(let tables): "the backup holds only tables of \(name), such as \(tables.joined(separator: ", "))"
    }
  }
}

extension Entities {
  /// How many tables of a keyspace a message names.
  private static let tablesNamed = 3

  /// Every keyspace or table asked for that the backup does not hold, in the order written.
  ///
  /// An empty backup holds all keyspaces; an empty restore asks for what there is; a table belongs to its keyspace; and
  /// some tables of a keyspace are not the keyspace.
  package func missing(from backup: Entities) -> [MissingEntity] {
    switch (self, backup) {
    case (.all, _), (_, .all): []
    case (.keyspaces(let wanted), .keyspaces(let held)), (.tables(let wanted), .tables(let held)):
      wanted.absentees { held.contains($0.range, of: wanted) }
    case (.tables(let wanted), .keyspaces(let held)):
      wanted.absentees { held.contains($0.keyspaceRange, of: wanted) }
    case (.keyspaces(let wanted), .tables(let held)):
      Self.partly(wanted, held)
    }
  }

  private static func partly(_ wanted: NameList, _ held: NameList) -> [MissingEntity] {
    var tables: [String: [String]] = [:]
    for entry in held.entries where wanted.contains(entry.keyspaceRange, of: held) {
      let keyspace = held.text(entry.keyspaceRange)
      if tables[keyspace, default: []].count < tablesNamed { tables[keyspace, default: []].append(held.text(entry)) }
    }
    return wanted.map { name in
      MissingEntity(name: name, reason: tables[name].map { .partly(tables: $0) } ?? .absent)
    }
  }
}

extension NameList {
  fileprivate func absentees(unless isHeld: (Entry) -> Bool) -> [MissingEntity] {
    entries.filter { !isHeld($0) }.map { MissingEntity(name: text($0), reason: .absent) }
  }
}
