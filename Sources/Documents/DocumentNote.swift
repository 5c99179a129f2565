// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// Something odd in a document that can be read all the same, for `lint` to warn about.
package struct DocumentNote: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    /// The member is written more than once; Kubernetes silently takes the last.
    case duplicateMember
  }

  package let kind: Kind
  /// Where the later one is written.
  package let position: SourcePosition
  /// The member, from the document's root.
  package let path: FieldPath

  package init(kind: Kind, position: SourcePosition, path: FieldPath) {
    self.kind = kind
    self.position = position
    self.path = path
  }

  package var message: String {
    switch kind {
    case .duplicateMember: "is written more than once; the last one counts"
    }
  }
}
