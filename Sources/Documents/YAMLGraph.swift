// SPDX-License-Identifier: Apache-2.0

/// A YAML document as it is written, anchors resolved: a graph without cycles whose nodes aliases share.
struct YAMLGraph {
  /// Where a node stands in the document. An alias is a use of its own with the anchor's node.
  struct Use {
    var node: Int
    var position: SourcePosition
  }

  struct Member {
    var key: Use
    var value: Use
  }

  enum Node {
    case scalar(YAMLScalar)
    case sequence([Use])
    case mapping([Member])
  }

  var nodes: [Node]
  var root: Use

  var isNull: Bool {
    if case .scalar(.null) = self[root] { true } else { false }
  }

  subscript(use: Use) -> Node { nodes[use.node] }
}
