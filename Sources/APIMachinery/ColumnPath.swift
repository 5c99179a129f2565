// SPDX-License-Identifier: Apache-2.0
internal import KubeModel

/// The JSONPath of a printer column: members and indices, `.status.nodes[0].pod` and `.metadata.labels['a\.b/c']`.
struct ColumnPath: Sendable {
  private let path: FieldPath

  /// - Parameter field: for errors.
  /// - Throws: for filters, ranges and wildcards too, which the API server takes.
  init(_ text: String, field: String) throws(SchemaFinding) {
    guard text.hasPrefix(".") else {
      throw .invalid(field, text: text, "must be a simple json path starting with .")
    }
    guard let steps = Self.steps(of: text) else {
      throw .invalid(field, text: text, "must be of members and indices only, such as .spec.list[0].name")
    }
    path = FieldPath(steps: steps)
  }

  func value(in object: JSONValue) -> JSONValue? { object.value(at: path) }

  private static func steps(of text: String) -> [FieldPath.Step]? {
    var steps: [FieldPath.Step] = []
    var rest = text[...]
    while let mark = rest.popFirst() {
      switch mark {
      case ".":
        guard let name = name(in: &rest, until: [".", "["]) else { return nil }
        steps.append(.member(name))
      case "[":
        let quote = rest.first
        if quote == "'" || quote == "\"" {
          rest.removeFirst()
          guard let quote, let name = name(in: &rest, until: [quote]), rest.popFirst() == quote else { return nil }
          steps.append(.member(name))
        } else {
          guard let digits = name(in: &rest, until: ["]"]), let index = Int(digits), index >= 0 else { return nil }
          steps.append(.index(index))
        }
        guard rest.popFirst() == "]" else { return nil }
      default: return nil
      }
    }
    return steps
  }

  /// Up to one of the marks, which stays; a backslash makes the character after it one like others.
  private static func name(in rest: inout Substring, until marks: [Character]) -> String? {
    var name = ""
    while let next = rest.first, !marks.contains(next) {
      rest.removeFirst()
      if next == "\\" {
        guard let escaped = rest.popFirst() else { return nil }
        name.append(escaped)
      } else {
        name.append(next)
      }
    }
    return name.isEmpty || name == "*" ? nil : name
  }
}
