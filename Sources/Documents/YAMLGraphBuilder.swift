// SPDX-License-Identifier: Apache-2.0

/// Builds the graph of one document from the parser's events. Nesting costs no stack.
struct YAMLGraphBuilder {
  private var nodes: [YAMLGraph.Node] = []
  private var root: YAMLGraph.Use?
  private var anchors: [String: Int] = [:]
  private var open: [OpenCollection] = []
  private let limits: DocumentLimits

  private struct OpenCollection {
    var node: Int
    var isMapping: Bool
    var uses: [YAMLGraph.Use] = []
  }

  init(limits: DocumentLimits) {
    self.limits = limits
  }

  /// Nil for a document without content.
  var graph: YAMLGraph? {
    root.map { YAMLGraph(nodes: nodes, root: $0) }
  }

  mutating func take(_ event: YAMLEvent) throws(Problem) {
    switch event.kind {
    case .scalar(let scalar, let anchor):
      _ = try add(.scalar(try resolved(scalar, at: event.position)), anchor, at: event.position)
    case .sequenceStart(let anchor):
      try openCollection(.sequence([]), anchor, isMapping: false, at: event.position)
    case .mappingStart(let anchor):
      try openCollection(.mapping([]), anchor, isMapping: true, at: event.position)
    case .collectionEnd:
      closeCollection()
    case .alias(let name):
      use(YAMLGraph.Use(node: try target(of: name, at: event.position), position: event.position))
    case .documentStart, .documentEnd, .streamEnd:
      break
    }
  }

  private func resolved(_ scalar: YAMLScalarText, at position: SourcePosition) throws(Problem) -> YAMLScalar {
    do {
      return try YAMLScalar(scalar)
    } catch {
      throw Problem(position: position, message: error.message)
    }
  }

  private mutating func add(
    _ node: YAMLGraph.Node, _ anchor: String?, at position: SourcePosition
  ) throws(Problem) -> Int {
    guard nodes.count < limits.values else {
      throw Problem(position: position, message: "the document has more than \(limits.values) values")
    }
    nodes.append(node)
    let number = nodes.count - 1
    if let anchor { anchors[anchor] = number }
    use(YAMLGraph.Use(node: number, position: position))
    return number
  }

  private mutating func openCollection(
    _ node: YAMLGraph.Node, _ anchor: String?, isMapping: Bool, at position: SourcePosition
  ) throws(Problem) {
    guard open.count < limits.depth else {
      throw Problem(position: position, message: "lists and mappings are nested more than \(limits.depth) deep")
    }
    let number = try add(node, anchor, at: position)
    open.append(OpenCollection(node: number, isMapping: isMapping))
  }

  private mutating func use(_ use: YAMLGraph.Use) {
    if open.isEmpty {
      root = use
    } else {
      open[open.count - 1].uses.append(use)
    }
  }

  private mutating func closeCollection() {
    guard let closed = open.popLast() else { return }
    nodes[closed.node] = closed.isMapping ? .mapping(YAMLGraphBuilder.members(closed.uses)) : .sequence(closed.uses)
  }

  /// The parser promises a value after every key.
  private static func members(_ uses: [YAMLGraph.Use]) -> [YAMLGraph.Member] {
    stride(from: 0, to: uses.count - 1, by: 2).map { YAMLGraph.Member(key: uses[$0], value: uses[$0 + 1]) }
  }

  private func target(of name: String, at position: SourcePosition) throws(Problem) -> Int {
    guard let node = anchors[name] else {
      throw Problem(position: position, message: "*\(name) refers to an anchor &\(name) that is not written before it")
    }
    guard !open.contains(where: { $0.node == node }) else {
      throw Problem(position: position, message: "*\(name) stands inside of what &\(name) names, which would never end")
    }
    return node
  }
}
