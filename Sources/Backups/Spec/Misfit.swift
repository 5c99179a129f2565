// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// A member of a spec that the schema does not allow. The API server catches these itself; a file has nobody else.
package struct Misfit: Sendable {
  package enum Kind: Sendable {
    /// - Parameter expected: "a string", "a whole number", …
    case wrongType(JSONValue, expected: String)
    /// - Parameter meant: the known member that is spelt most like it.
    case unknown(meant: String?)
  }

  package var name: String
  package var kind: Kind
}
