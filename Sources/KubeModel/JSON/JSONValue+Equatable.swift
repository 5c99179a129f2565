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
    let (mine, others) = (membersByName, other.membersByName)
    return mine.count == others.count
      && mine.allSatisfy { name, value in others[name].map { value.isEquivalent(to: $0) } ?? false }
  }

  private var membersByName: [[UInt8]: JSONValue] {
    let all = childNodes.lazy.map { node in
      (JSONValue.decodedName(of: document.nodes[node], in: document.bytes), JSONValue(document, node))
    }
    return Dictionary(all) { $1 }
  }

  private var unescapedBytes: [UInt8] {
    JSONUnescaping.unescape(document.bytes, Int(node.start) + 1..<Int(node.end) - 1)
  }
}
