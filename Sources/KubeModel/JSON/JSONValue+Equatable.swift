// SPDX-License-Identifier: Apache-2.0

extension JSONValue: Equatable {
  /// Whether both mean the same: members in any order, the last of each name; strings by their characters however they
  /// are escaped; numbers by their text, or by their value where both are integers that fit (`-0` and `0`). `1.0` and `1`
  /// are different: the API server keeps them apart too.
  package static func == (left: JSONValue, right: JSONValue) -> Bool {
    left.rawBytes == right.rawBytes || left.isEquivalent(to: right)
  }

  /// Compares the bytes of scalars only: to compare those of containers at every level would cost length times depth.
  private func isEquivalent(to other: JSONValue) -> Bool {
    guard kind == other.kind else { return false }
    return switch kind {
    case .null: true
    case .bool: bool == other.bool
    case .number: rawBytes == other.rawBytes || integer != nil && integer == other.integer
    case .string: rawBytes == other.rawBytes || unescapedBytes == other.unescapedBytes
    case .array: elements.elementsEqual(other.elements) { $0.isEquivalent(to: $1) }
    case .object: hasSameMembers(as: other)
    }
  }

  /// A dictionary keeps this linear, whatever the order of the members.
  private func hasSameMembers(as other: JSONValue) -> Bool {
    let mine = distinctMembers()
    let others = Dictionary(other.distinctMembers().map { ($0.name, $0.node) }) { $1 }
    return mine.count == others.count
      && mine.allSatisfy { name, node in
        others[name].map { JSONValue(document, node).isEquivalent(to: JSONValue(other.document, $0)) } ?? false
      }
  }

  private var unescapedBytes: [UInt8] {
    JSONUnescaping.unescape(document.bytes, Int(node.start) + 1..<Int(node.end) - 1)
  }
}
