// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// One pair of a rename map that cannot be carried out.
package struct RenameViolation: InvalidValue {
  package enum Reason: Sendable, Equatable {
    case source(TableNameError)
    case target(TableNameError)
    case sameSides
    case targetIsSource
    /// The key of the first pair with the same target.
    case sharedTarget(with: String)
    case noTables
    case sourceNotRestored
    case targetRestored
  }

  package let pair: RenameMap.Pair
  package let reason: Reason

  init(_ pair: RenameMap.Pair, _ reason: Reason) {
    self.pair = pair
    self.reason = reason
  }

  package var message: String {
    let source = pair.source.quoted
    let target = pair.target.quoted
    return switch reason {
    case .source(let error): "the table to rename \(error.message)"
    case .target(let error): "the new name \(error.message)"
    case .sameSides: "must differ from the table it renames"
    case .targetIsSource: "must not be renamed itself: \(target) is also a key"
    case .sharedTarget(let key): "\(key.quoted) gets the same name"
    case .noTables: "a rename needs a list of tables in entities, \(source) among them"
    case .sourceNotRestored: "\(source) is not among the tables in entities: add it there"
    case .targetRestored: "\(target) is itself among the tables in entities: choose another name or remove it there"
    }
  }
}
