// SPDX-License-Identifier: Apache-2.0

extension JSONValue {
  /// The member of that name, compared byte by byte (two spellings of one accent are two names); of several the last, as
  /// in the API server. Nil if there is none, or this is no object. Decodes nothing; looks at every member once.
  package subscript(name: String) -> JSONValue? {
    lastMember(name.utf8Span.span).map { JSONValue(document, $0) }
  }

  /// The value there; nil if a step leads nowhere.
  package func value(at path: FieldPath) -> JSONValue? {
    var value = self
    for step in path.steps {
      guard let inner = value.value(at: step) else { return nil }
      value = inner
    }
    return value
  }

  private func value(at step: FieldPath.Step) -> JSONValue? {
    switch step {
    case .member(let name), .key(let name): self[name]
    case .index(let index): index < 0 ? nil : elements.dropFirst(index).first { _ in true }
    }
  }

  /// The elements of an array; empty for any other kind.
  package var elements: JSONElements {
    JSONElements(self)
  }

  /// The members of an object in the order of the text; empty for any other kind. Where a name occurs more than once, it
  /// stands once, at its first place, with its last value.
  package var members: [(name: String, value: JSONValue)] {
    distinctMembers().map { (JSONValue.name(of: document.nodes[$0], in: document.bytes), JSONValue(document, $0)) }
  }

  /// Elements of an array or members of an object, names counted once; 0 for any other kind. Takes time in proportion.
  package var count: Int {
    switch kind {
    case .array: elements.reduce(0) { count, _ in count + 1 }
    case .object: distinctMembers().count
    default: 0
    }
  }
}

extension JSONValue {
  /// The numbers of the values directly inside.
  var childNodes: JSONChildNodes {
    JSONChildNodes(nodes: document.nodes, parent: nodeIndex)
  }

  /// Nothing is inside: no element, no member.
  var isEmpty: Bool { node.next == nodeIndex + 1 }

  func lastMember(_ name: Span<UInt8>) -> Int? {
    let all = document.nodes
    let nodes = all.span
    guard nodes[nodeIndex].isObject else { return nil }
    let bytes = document.bytes
    let end = nodes[nodeIndex].next
    var child = nodeIndex + 1
    var found: Int?
    while child < end {
      let node = nodes[child]
      if JSONValue.isName(of: node, equalTo: name, in: bytes) { found = child }
      child = node.next
    }
    return found
  }

  @inline(__always)
  static func isName(of node: JSONNode, equalTo name: Span<UInt8>, in bytes: [UInt8]) -> Bool {
    guard !node.nameIsEscaped else { return isEscapedName(of: node, equalTo: name, in: bytes) }
    let text = bytes.span
    let start = Int(node.name) &+ 1
    let end = start &+ name.count
    // Without escapes a name ends at the first quote: one right behind, and none before, says that lengths are equal.
    guard end < text.count, text[end] == UInt8(ascii: "\"") else { return false }
    for offset in 0..<name.count {
      let byte = text[start &+ offset]
      if byte != name[offset] || byte == UInt8(ascii: "\"") { return false }
    }
    return true
  }

  private static func isEscapedName(of node: JSONNode, equalTo name: Span<UInt8>, in text: [UInt8]) -> Bool {
    let bytes = decodedName(of: node, in: text)
    guard bytes.count == name.count else { return false }
    for offset in 0..<name.count where bytes[offset] != name[offset] { return false }
    return true
  }

  /// As it is written, without its quotes.
  private static func writtenName(of node: JSONNode, in bytes: [UInt8]) -> ArraySlice<UInt8> {
    let start = Int(node.name) + 1
    var end = start
    while bytes[end] != UInt8(ascii: "\"") { end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1 }
    return bytes[start..<end]
  }

  static func decodedName(of node: JSONNode, in bytes: [UInt8]) -> [UInt8] {
    let written = writtenName(of: node, in: bytes)
    return node.nameIsEscaped ? JSONUnescaping.unescape(bytes, written.indices) : Array(written)
  }

  static func name(of node: JSONNode, in bytes: [UInt8]) -> String {
    guard !node.nameIsEscaped else { return String(decoding: decodedName(of: node, in: bytes), as: UTF8.self) }
    return String(decoding: writtenName(of: node, in: bytes), as: UTF8.self)
  }

  /// The numbers of the members, of several with one name the last, at the place of the first.
  func distinctMembers() -> [Int] {
    guard kind == .object else { return [] }
    let all = Array(childNodes)
    // Names in ascending order are distinct, and the API server sends them so.
    let areAscending = zip(all, all.dropFirst()).allSatisfy(areWrittenAscending)
    return areAscending ? all : lastOfEachName(all)
  }

  /// Whether one name is less than another, and neither has escapes.
  private func areWrittenAscending(_ one: Int, _ other: Int) -> Bool {
    let (one, other) = (document.nodes[one], document.nodes[other])
    guard !one.nameIsEscaped, !other.nameIsEscaped else { return false }
    let text = document.bytes
    var (left, right) = (Int(one.name) + 1, Int(other.name) + 1)
    while text[left] == text[right], text[left] != UInt8(ascii: "\"") {
      left += 1
      right += 1
    }
    guard text[right] != UInt8(ascii: "\"") else { return false }
    return text[left] == UInt8(ascii: "\"") || text[left] < text[right]
  }

  /// Names are compared as bytes, since strings that Unicode holds equivalent are different names.
  private func lastOfEachName(_ all: [Int]) -> [Int] {
    var members: [Int] = []
    var places: [[UInt8]: Int] = [:]
    for node in all {
      let name = JSONValue.decodedName(of: document.nodes[node], in: document.bytes)
      if let place = places[name] {
        members[place] = node
      } else {
        places[name] = members.count
        members.append(node)
      }
    }
    return members
  }
}
