// SPDX-License-Identifier: Apache-2.0

/// A list of keyspaces or tables by the sidecar's own rules: only the space is a blank, an item with two dots is dropped
/// in silence, and nothing left means everything.
struct SidecarEntities: Sendable, Equatable {
  private(set) var keyspaces: [String] = []
  /// As `keyspace.table`.
  private(set) var tables: [String] = []

  init(parsing text: String) {
    for item in Self.items(of: text) {
      let parts = item.split(separator: ".", omittingEmptySubsequences: false)
      switch parts.count {
      case 1: keyspaces.append(item)
      case 2 where !parts.contains(""): tables.append(item)
      default: break
      }
    }
  }

  /// Blanks around a dot are nothing, other blanks are commas, and commas in a row are one.
  private static func items(of text: String) -> [String] {
    let dotted = text.split(separator: ".", omittingEmptySubsequences: false)
    let tidy = dotted.enumerated().map { place, part in
      var part = part
      if place > 0 { part = part.drop { $0 == " " } }
      while place < dotted.count - 1, part.last == " " { part.removeLast() }
      return String(part)
    }
    return tidy.joined(separator: ".").split { $0 == " " || $0 == "," }.map(String.init)
  }

  var isEverything: Bool { keyspaces.isEmpty && tables.isEmpty }
  var isMixed: Bool { !keyspaces.isEmpty && !tables.isEmpty }

  /// As the sidecar writes it: tables, else keyspaces, in an order of its own.
  var text: String { Set(tables.isEmpty ? keyspaces : tables).sorted().joined(separator: ",") }

  /// What it names that is not there.
  func missing(from schema: SimulatedSchema) -> [String] {
    keyspaces.filter { schema.tables(of: $0).isEmpty } + tables.filter { !schema.contains(table: $0) }
  }

  /// The tables meant, as `keyspace.table`.
  func tables(in schema: SimulatedSchema, withSystem: Bool) -> [String] {
    if !tables.isEmpty { return tables }
    let named = isEverything ? schema.keyspaces.filter { withSystem || !$0.hasPrefix("system") } : keyspaces
    return named.flatMap(schema.tables(of:))
  }
}
