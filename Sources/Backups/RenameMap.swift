// SPDX-License-Identifier: Apache-2.0

/// Which tables a restore brings back under another name: `spec.rename`, from `keyspace.table` to `keyspace.table`.
///
/// The laws are the sidecar's: it checks some when it is asked, some when it has begun, some after it has emptied
/// tables.
package struct RenameMap: Sendable, Equatable {
  package struct Pair: Sendable, Equatable {
    /// The key as written: it names the place of a finding.
    package let key: String
    /// Both sides without blanks, as the sidecar reads them.
    package let source: String
    package let target: String

    fileprivate init(key: String, value: String) {
      self.key = key
      source = Self.withoutBlanks(key)
      target = Self.withoutBlanks(value)
    }

    private static func withoutBlanks(_ text: String) -> String {
      text.utf8Span.span.contains(" ") ? text.filter { $0 != " " } : text
    }
  }

  /// In the order of the keys.
  package let pairs: [Pair]

  package init(_ map: [String: String]) {
    pairs = map.sorted { $0.key < $1.key }.map(Pair.init)
  }

  /// Everything in the map that the sidecar refuses whatever is restored: a side that is not a table, equal sides, a
  /// target of two sources, a target that is also a source.
  package var violations: [RenameViolation] {
    if isInOrder { return [] }
    let sources = Set(pairs.map(\.source))
    let firstKeys = Dictionary(pairs.lazy.map { ($0.target, $0.key) }) { first, _ in first }
    return pairs.flatMap { pair in
      var found = Self.names(pair)
      if pair.source == pair.target {
        found.append(.init(pair, .sameSides))
      } else if sources.contains(pair.target) {
        found.append(.init(pair, .targetIsSource))
      }
      if let first = firstKeys[pair.target], first != pair.key {
        found.append(.init(pair, .sharedTarget(with: first)))
      }
      return found
    }
  }

  /// True for nearly every map, and sooner seen than what is wrong with one: no name occurs twice.
  private var isInOrder: Bool {
    var names = Set<String>(minimumCapacity: 2 * pairs.count)
    return pairs.allSatisfy { pair in
      Self.names(pair).isEmpty && names.insert(pair.source).inserted && names.insert(pair.target).inserted
    }
  }

  /// Everything that does not fit what is restored: `entities` must name tables, every source and no target among them.
  package func violations(restoring entities: Entities) -> [RenameViolation] {
    guard !pairs.isEmpty else { return [] }
    guard case .tables(let tables) = entities else { return pairs.prefix(1).map { .init($0, .noTables) } }
    return pairs.flatMap { pair in
      var found: [RenameViolation] = []
      if !tables.contains(pair.source) { found.append(.init(pair, .sourceNotRestored)) }
      if tables.contains(pair.target) { found.append(.init(pair, .targetRestored)) }
      return found
    }
  }

  private static func names(_ pair: Pair) -> [RenameViolation] {
    var found: [RenameViolation] = []
    if let problem = TableName.problem(in: pair.source) { found.append(.init(pair, .source(problem))) }
    if let problem = TableName.problem(in: pair.target) { found.append(.init(pair, .target(problem))) }
    return found
  }
}
