// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// One object of a file, and where in the file its values are.
package struct SourceDocument: Sendable {
  package let file: String
  /// An object, as Kubernetes would get it.
  package let value: JSONValue
  /// About this document as it is written.
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

  /// Where to send a reader for `path`: to the first character of a text, number or boolean; to the member's name for
  /// an object, an array or null; and for what does not exist, to what should contain it.
  package func position(of path: FieldPath) -> SourcePosition {
    var steps = path.steps
    while true {
      if let found = value.value(at: FieldPath(steps: steps)) {
        return positions.indices.contains(found.nodeIndex) ? positions[found.nodeIndex] : .start
      }
      steps.removeLast()
    }
  }

  /// The objects of a list (`kubectl get -o yaml` prints one), lists inside of it included, each with the notes about
  /// it; the first also has those about the list. Otherwise, and for an empty list, the document itself. As for
  /// kubectl, a list is whatever has an array of `items`.
  package var flattened: [SourceDocument] {
    guard let items = value["items"], items.kind == .array, items.count > 0 else { return [self] }
    // A note may be about an item of a longer array that a later `items` replaced.
    let last = items.count - 1
    let notes = Dictionary(grouping: notes) { min(SourceDocument.item(of: $0), last) }
    return items.elements.enumerated().flatMap { index, item in
      let own = notes[index, default: []].map(SourceDocument.insideItem)
      return SourceDocument(file: file, value: item, notes: own, positions: positions).flattened
    }
  }

  /// The item that a list's note goes with.
  private static func item(of note: DocumentNote) -> Int {
    let steps = note.path.steps
    guard steps.count > 2, steps[0] == .member("items"), case .index(let index) = steps[1] else { return 0 }
    return index
  }

  private static func insideItem(_ note: DocumentNote) -> DocumentNote {
    guard note.path.steps.count > 2, note.path.steps[0] == .member("items") else { return note }
    let path = FieldPath(steps: Array(note.path.steps.dropFirst(2)))
    return DocumentNote(kind: note.kind, position: note.position, path: path)
  }
}
