// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// Writes a YAML graph as JSON in the order of the document, with the place of each value beside it.
///
/// Aliases can make a small graph grow without end, so every step is counted. A value that a later member of the same
/// name replaces is not looked at, though kubectl would refuse a nonsensical one; the note about the name says enough.
struct YAMLConverter {
  private let graph: YAMLGraph
  private let limits: DocumentLimits
  private var tree = DocumentTree()
  private var path: [FieldPath.Step] = []
  private var steps = 0
  /// Mappings whose duplicate members are noted: an alias repeats the mapping, not the mistake.
  private var noted: Set<Int> = []

  static func json(of graph: YAMLGraph, limits: DocumentLimits) throws(Problem) -> (bytes: [UInt8], tree: DocumentTree)
  {
    var converter = YAMLConverter(graph: graph, limits: limits)
    var writer = JSONWriter()
    try converter.write(graph.root, at: graph.root.position, to: &writer)
    return (writer.bytes, converter.tree)
  }

  private init(graph: YAMLGraph, limits: DocumentLimits) {
    self.graph = graph
    self.limits = limits
  }

  /// `place` is where findings about the value point.
  private mutating func write(
    _ use: YAMLGraph.Use, at place: SourcePosition, to writer: inout JSONWriter
  ) throws(Problem) {
    try countStep(at: use.position)
    guard writer.bytes.count <= limits.documentBytes else {
      throw Problem(
        position: use.position, message: "the document is longer than \(limits.documentBytes) bytes of JSON")
    }
    tree.positions.append(place)
    switch graph[use] {
    case .scalar(let scalar): try YAMLConverter.write(scalar, at: use.position, to: &writer)
    case .sequence(let items): try write(items, to: &writer)
    case .mapping(let members): try write(members, of: use, to: &writer)
    }
  }

  private static func write(
    _ scalar: YAMLScalar, at position: SourcePosition, to writer: inout JSONWriter
  ) throws(Problem) {
    switch scalar {
    case .null: writer.null()
    case .boolean(let value): writer.bool(value)
    case .integer(let value): writer.integer(value)
    case .unsigned(let value): writer.integer(value)
    case .string(let value): writer.string(value)
    case .merge: writer.string("<<")
    case .float(let value):
      guard value.isFinite else {
        throw Problem(position: position, message: "JSON has no number for \(value); quote it if it is text")
      }
      writer.number(DecimalText.json(value))
    }
  }

  private mutating func write(_ items: [YAMLGraph.Use], to writer: inout JSONWriter) throws(Problem) {
    try writer.array { (writer) throws(Problem) in
      for (index, item) in items.enumerated() {
        try descend(.index(index), item, at: item.position, to: &writer)
      }
    }
  }

  private mutating func write(
    _ members: [YAMLGraph.Member], of use: YAMLGraph.Use, to writer: inout JSONWriter
  ) throws(Problem) {
    let members = try merged(members, of: use)
    try writer.object { (writer) throws(Problem) in
      for member in members {
        writer.name(member.name)
        try descend(FieldPath.Step(named: member.name), member.value, at: place(of: member), to: &writer)
      }
    }
  }

  /// What a member holds is found by its name, unless there is a text to point at.
  private func place(of member: YAMLMembers.Member) -> SourcePosition {
    switch graph[member.value] {
    case .scalar(.null), .sequence, .mapping: member.namePosition
    case .scalar: member.value.position
    }
  }

  private mutating func descend(
    _ step: FieldPath.Step, _ use: YAMLGraph.Use, at place: SourcePosition, to writer: inout JSONWriter
  ) throws(Problem) {
    guard path.count < limits.depth else {
      throw Problem(position: use.position, message: "lists and mappings are nested more than \(limits.depth) deep")
    }
    path.append(step)
    try write(use, at: place, to: &writer)
    path.removeLast()
  }

  private mutating func countStep(at position: SourcePosition) throws(Problem) {
    steps += 1
    guard steps <= limits.values else {
      throw Problem(position: position, message: "aliases make the document grow beyond \(limits.values) values")
    }
  }
}

// MARK: - Merging

extension YAMLConverter {
  /// The members by their names, each once. As kubectl reads them, what comes later wins, merged or written.
  private mutating func merged(
    _ members: [YAMLGraph.Member], of use: YAMLGraph.Use
  ) throws(Problem) -> [YAMLMembers.Member] {
    var result = YAMLMembers()
    try add(members, of: use.node, to: &result, depth: 0)
    return result.all
  }

  private mutating func add(
    _ members: [YAMLGraph.Member], of node: Int, to result: inout YAMLMembers, depth: Int
  ) throws(Problem) {
    let isNew = noted.insert(node).inserted
    var written: Set<[UInt8]> = []
    for member in members {
      try countStep(at: member.key.position)
      if case .scalar(.merge) = graph[member.key] {
        try merge(member.value, into: &result, depth: depth + 1)
        continue
      }
      let name = try name(of: member.key)
      if isNew && !written.insert(Array(name.utf8)).inserted { note(name, at: member.key.position) }
      result.set(YAMLMembers.Member(name: name, namePosition: member.key.position, value: member.value))
    }
  }

  /// Of several mappings the first wins, so the last goes first.
  private mutating func merge(
    _ source: YAMLGraph.Use, into result: inout YAMLMembers, depth: Int
  ) throws(Problem) {
    guard depth < limits.depth else {
      throw Problem(position: source.position, message: "merges are nested more than \(limits.depth) deep")
    }
    switch graph[source] {
    case .mapping(let members):
      try add(members, of: source.node, to: &result, depth: depth)
    case .sequence(let sources):
      for inner in sources.reversed() {
        guard case .mapping(let members) = graph[inner] else { throw badMerge(at: inner.position) }
        try countStep(at: inner.position)
        try add(members, of: inner.node, to: &result, depth: depth)
      }
    case .scalar:
      throw badMerge(at: source.position)
    }
  }

  private func badMerge(at position: SourcePosition) -> Problem {
    Problem(
      position: position, message: "`<<` takes a mapping or a list of mappings to merge; quote it if it is a name")
  }

  private func name(of key: YAMLGraph.Use) throws(Problem) -> String {
    guard case .scalar(let scalar) = graph[key] else {
      throw Problem(position: key.position, message: "a list or a mapping cannot be the name of a member")
    }
    guard let name = scalar.memberName else {
      throw Problem(position: key.position, message: "\(scalar.typeName) cannot be the name of a member here; quote it")
    }
    return name
  }

  private mutating func note(_ name: String, at position: SourcePosition) {
    let member = FieldPath(steps: path + [FieldPath.Step(named: name)])
    tree.notes.append(DocumentNote(kind: .duplicateMember, position: position, path: member))
  }
}
