// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// What is known of a document beside its JSON.
struct DocumentTree {
  /// By the number of the value, as `JSONValue.nodeIndex` counts.
  var positions: [SourcePosition] = []
  var notes: [DocumentNote] = []
}

extension FieldPath.Step {
  /// Without a schema the spelling tells: `spec.entities`, but `labels[app.kubernetes.io/name]`.
  init(named name: String) {
    let isIdentifier = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
        true
      default: false
      }
    }
    self = isIdentifier && !name.isEmpty ? .member(name) : .key(name)
  }
}
