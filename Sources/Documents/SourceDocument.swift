// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// One object of a file, and where in the file its values are.
package struct SourceDocument: Sendable {
  package let file: String
  /// An object, as Kubernetes would get it.
  package let value: JSONValue
  /// About this document as it is written, in the order of the file.
  package let notes: [DocumentNote]
  /// Shared with the documents that `flattened` gives.
  private let positions: [SourcePosition]

  init(file: String, value: JSONValue, tree: DocumentTree) {
    self.init(file: file, value: value, notes: tree.notes, positions: tree.positions)
  }

  private init(file: String, value: JSONValue, notes: [DocumentNote], positions: [SourcePosition]) {
    self.file = file
    self.value = value
    self.notes = notes
    self.positions = positions
  }

  /// Where to send a reader for `path`: to the first character of a text, number or boolean; to the member's name for an
  /// object, an array or null; and for what does not exist, to what should contain it.
  package func position(of path: FieldPath) -> SourcePosition {
    var steps = path.steps
    while true {
      if let found = value.value(at: FieldPath(steps: steps)) {
        return positions.indices.contains(found.nodeIndex) ? positions[found.nodeIndex] : .start
      }
      steps.removeLast()
    }
  }

  /// The objects of a list (`kubectl get -o yaml` prints one), lists inside of it included; otherwise the document
  /// itself. As for kubectl, a list is whatever has an array of `items`. The objects carry no notes: those are the
  /// list's, with paths from its root.
  package var flattened: [SourceDocument] {
    guard let items = value["items"], items.kind == .array else { return [self] }
    return items.elements.flatMap { item in
      SourceDocument(file: file, value: item, notes: [], positions: positions).flattened
    }
  }
}
