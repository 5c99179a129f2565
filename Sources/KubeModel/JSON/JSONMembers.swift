// SPDX-License-Identifier: Apache-2.0

/// The members of an object, taken out one by one by name: what is left at the end is what nobody asked for. Of several
/// with one name there is the last; the members of anything else are none.
package struct JSONMembers: Sendable {
  private let document: JSONDocument
  private var left: [Int]

  package init(of value: JSONValue) {
    document = value.document
    left = value.distinctMembers()
  }

  /// The member of that name, compared byte by byte; nil if there is none, or it was taken before.
  package mutating func take(_ name: String) -> JSONValue? {
    let bytes = name.utf8Span.span
    for place in left.indices {
      guard JSONValue.isName(of: document.nodes[left[place]], equalTo: bytes, in: document.bytes) else { continue }
      return JSONValue(document, left.remove(at: place))
    }
    return nil
  }

  /// The names that are left, in the order of the text.
  package var names: some Sequence<String> {
    left.lazy.map { [document] in JSONValue.name(of: document.nodes[$0], in: document.bytes) }
  }
}
