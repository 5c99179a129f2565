// SPDX-License-Identifier: Apache-2.0

/// The tables that have a directory on the disks of a cluster.
package struct SimulatedSchema: Sendable {
  private var names: [String: [String]]

  /// - Parameter tables: by keyspace.
  package init(_ tables: [String: [String]]) {
    names = tables.mapValues { $0.sorted() }
  }

  var keyspaces: [String] { names.keys.sorted() }

  /// As `keyspace.table`; empty for a keyspace that does not exist.
  func tables(of keyspace: String) -> [String] { (names[keyspace] ?? []).map { "\(keyspace).\($0)" } }

  /// - Parameter table: as `keyspace.table`.
  func contains(table: String) -> Bool {
    let parts = table.split(separator: ".")
    return parts.count == 2 && names[String(parts[0])]?.contains(String(parts[1])) == true
  }

  package mutating func add(table: String, in keyspace: String) { names[keyspace, default: []].append(table) }

  package mutating func drop(table: String, in keyspace: String) {
    names[keyspace]?.removeAll { $0 == table }
    if names[keyspace]?.isEmpty == true { names[keyspace] = nil }
  }
}
