// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// What is wrong with one item of a list of entities, or with the list.
package enum EntityProblem: InvalidValue {
  case tooManyDots(item: String)
  case emptyPart(item: String)
  case tooLong(item: String)
  case character(Unicode.Scalar, item: String)
  case mixed(keyspace: String, table: String)
  /// Commas and nothing between them.
  case namesNothing

  /// Of an item that is neither a keyspace nor a table.
  init(item: String) {
    switch Result(catching: { () throws(TableNameError) in try TableName(parsing: item) }) {
    case .failure(.tooManyDots): self = .tooManyDots(item: item)
    case .failure(.emptyPart): self = .emptyPart(item: item)
    case .failure(.character(let scalar)): self = .character(scalar, item: item)
    case .failure(.noDot) where !item.utf8.allSatisfy(TableName.allows):
      self = .character(TableName.firstBad(in: item), item: item)
    case .failure(.noDot), .failure(.tooLong), .success: self = .tooLong(item: item)
    }
  }

  package var message: String {
    switch self {
    case .tooManyDots(let item):
      "\(item.quoted) has more than one dot: the sidecar drops it in silence; write keyspace or keyspace.table"
    case .emptyPart(let item): "\(item.quoted) has nothing on one side of the dot: write keyspace.table without blanks"
    case .tooLong(let item):
      "\(item.quoted) is too long: the name of a keyspace or table has at most \(TableName.longest) characters"
    case .character(let scalar, let item): Self.badCharacter(scalar, item)
    case .mixed(let keyspace, let table):
      "mixes keyspaces (\(keyspace)) and tables (\(table)): name keyspaces only or tables only"
    case .namesNothing: "names nothing between its commas: leave it out for all keyspaces"
    }
  }

  /// `ks/table` and `ks:table` are what other tools write.
  private static func badCharacter(_ scalar: Unicode.Scalar, _ item: String) -> String {
    let dotted = item.replacingFirst(scalar, by: ".")
    if scalar == "/" || scalar == ":", let meant = try? TableName(parsing: dotted) {
      return "\(item.quoted) contains \(scalar.visible), did you mean \(meant)?"
    }
    return
      "\(item.quoted) contains \(scalar.visible): keyspaces and tables are named with letters, digits and underscores"
  }
}

extension String {
  fileprivate func replacingFirst(_ scalar: Unicode.Scalar, by other: Unicode.Scalar) -> String {
    guard let place = unicodeScalars.firstIndex(of: scalar) else { return self }
    var copy = self
    copy.unicodeScalars.replaceSubrange(place...place, with: CollectionOfOne(other))
    return copy
  }
}
