// SPDX-License-Identifier: Apache-2.0

/// The elements of an array, found one after the other.
package struct JSONElements: Sequence, IteratorProtocol, Sendable {
  private let document: JSONDocument
  private var children: JSONChildNodes?

  init(_ value: JSONValue) {
    document = value.document
    children = value.kind == .array ? value.childNodes : nil
  }

  package mutating func next() -> JSONValue? {
    children?.next().map { JSONValue(document, $0) }
  }
}
