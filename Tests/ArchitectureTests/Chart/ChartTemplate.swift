// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// A template of the chart, in the part of Helm's language that scripts/make-chart writes. Anything else is an error, so
/// that nothing is taken for rendered that Helm would render otherwise.
struct ChartTemplate {
  private indirect enum Node {
    case text(String)
    case choice(Condition, then: [Node], otherwise: [Node])
    case loop(over: Substring, [Node])
  }

  private enum Condition {
    case isSet(Substring)
    case equals(Substring, String, isNegated: Bool)
  }

  private let nodes: [Node]

  init(_ text: String) throws {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    (nodes, _) = try ChartTemplate.nodes(&lines, within: nil)
  }

  /// - Parameters:
  ///   - values: of the chart, with those that were given laid over them.
  ///   - namespace: of the release.
  func rendered(values: JSONValue, namespace: String) throws -> String {
    let scope = Scope(values: values, namespace: namespace, item: nil)
    return try nodes.map { try ChartTemplate.text(of: $0, scope) }.joined()
  }

  // MARK: Reading

  /// The nodes up to the action that ends them, and that action.
  private static func nodes(
    _ lines: inout ArraySlice<Substring>, within opening: Substring?
  ) throws -> (nodes: [Node], ending: Substring?) {
    var nodes: [Node] = []
    while let line = lines.popFirst() {
      guard line.hasPrefix("{{- "), line.hasSuffix(" }}") else {
        nodes.append(.text(line + "\n"))
        continue
      }
      let action = line.dropFirst(4).dropLast(3)
      if action == "end" || action == "else", opening != nil { return (nodes, action) }
      nodes.append(try node(action, &lines))
    }
    guard opening == nil else { throw ChartError("no end of \(opening ?? "")") }
    return (nodes, nil)
  }

  private static func node(_ action: Substring, _ lines: inout ArraySlice<Substring>) throws -> Node {
    let words = action.split(separator: " ")
    let (first, end) = try nodes(&lines, within: action)
    var ending = end
    if words.count == 2, words[0] == "range", ending == "end" { return .loop(over: words[1], first) }
    var otherwise: [Node] = []
    if ending == "else" { (otherwise, ending) = try nodes(&lines, within: action) }
    guard words.first == "if", ending == "end" else { throw ChartError("an unknown action: \(action)") }
    return .choice(try condition(words.dropFirst()), then: first, otherwise: otherwise)
  }

  private static func condition(_ words: ArraySlice<Substring>) throws -> Condition {
    if let path = words.first, words.count == 1 { return .isSet(path) }
    guard words.count == 3, let comparison = words.first, comparison == "eq" || comparison == "ne",
      let literal = words.last, literal.count >= 2, literal.first == "\"", literal.last == "\""
    else { throw ChartError("an unknown condition: \(words.joined(separator: " "))") }
    return .equals(
      words[words.startIndex + 1], String(literal.dropFirst().dropLast()), isNegated: comparison == "ne")
  }

  // MARK: Rendering

  private struct Scope {
    var values: JSONValue
    var namespace: String
    /// Inside a range, where a path that begins with a dot is of the item, and one of the whole with `$`.
    var item: JSONValue?

    /// Nil for an item's member, which no template asks for.
    func value(_ path: Substring) throws -> JSONValue {
      if path == ".", let item { return item }
      let names = path.split(separator: ".")
      let isOfAll = item == nil ? path.hasPrefix(".") : names.first == "$"
      let rest = names.drop { $0 == "$" }
      if isOfAll, rest.elementsEqual(["Release", "Namespace"]) { return JSONValue { $0.string(namespace) } }
      guard isOfAll, rest.first == "Values",
        let value = rest.dropFirst().reduce(Optional(values), { $0?[String($1)] })
      else { throw ChartError("no value \(path)") }
      return value
    }
  }

  private static func text(of node: Node, _ scope: Scope) throws -> String {
    switch node {
    case .text(let line): return try filled(line, scope)
    case .choice(let condition, let then, let otherwise):
      return try (try holds(condition, scope) ? then : otherwise).map { try text(of: $0, scope) }.joined()
    case .loop(let path, let body):
      return try scope.value(path).elements.map { item in
        var scope = scope
        scope.item = item
        return try body.map { try text(of: $0, scope) }.joined()
      }.joined()
    }
  }

  private static func holds(_ condition: Condition, _ scope: Scope) throws -> Bool {
    switch condition {
    case .isSet(let path):
      let value = try scope.value(path)
      return !["false", "0", "\"\"", "null", "[]", "{}"].contains(String(decoding: value.rawBytes, as: UTF8.self))
    case .equals(let path, let text, let isNegated): return try (scope.value(path).string == text) != isNegated
    }
  }

  private static func filled(_ line: String, _ scope: Scope) throws -> String {
    var filled = ""
    var rest = line[...]
    while let start = rest.firstRange(of: "{{ ") {
      guard let end = rest.firstRange(of: " }}") else { throw ChartError("no end of a value: \(line)") }
      let value = try scope.value(rest[start.upperBound..<end.lowerBound])
      filled += rest[..<start.lowerBound] + (value.string ?? String(decoding: value.rawBytes, as: UTF8.self))
      rest = rest[end.upperBound...]
    }
    guard !rest.contains("{{") else { throw ChartError("an action in the middle of a line: \(line)") }
    return filled + rest
  }
}

struct ChartError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
