// SPDX-License-Identifier: Apache-2.0

/// Why a patch does not fit a value.
package enum JSONPatchError: Error, Sendable, Equatable {
  /// There is no object around the member to add.
  case noParent(FieldPath)
  /// The path ends at an element of an array, or is empty.
  case notAMember(FieldPath)
}

extension JSONPatchError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noParent(let path): "cannot add \(path): there is no object to add it to"
    case .notAMember(let path): "cannot add \(path.steps.isEmpty ? "the root" : "\(path)"): only members can be added"
    }
  }
}
