// SPDX-License-Identifier: Apache-2.0

/// The numbers of the values directly inside a container, in the order of the text; none inside anything else.
struct JSONChildNodes: Sequence, IteratorProtocol {
  private let nodes: [JSONNode]
  private var child: Int
  private let end: Int

  init(nodes: [JSONNode], parent: Int) {
    self.nodes = nodes
    child = parent + 1
    end = nodes[parent].next
  }

  mutating func next() -> Int? {
    guard child < end else { return nil }
    defer { child = nodes[child].next }
    return child
  }
}
