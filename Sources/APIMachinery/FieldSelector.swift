// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// Which fields an object must have: `metadata.name=a,status.phase!=Running` (k8s.io/apimachinery, package `fields`).
package struct FieldSelector: Sendable {
  private struct Requirement: Sendable {
    let path: FieldPath
    let value: String
    let isEqual: Bool
  }

  private let requirements: [Requirement]

  /// - Parameters:
  ///   - text: of the query parameter `fieldSelector`; empty for every object.
  ///   - resource: says which fields can be selected by.
  package init(_ text: String, of resource: ServedResource) throws(SelectorError) {
    var requirements: [Requirement] = []
    for term in Self.terms(of: text) where !term.isEmpty {
      let (field, escaped, isEqual) = try Self.split(term)
      let value = try Self.unescaped(escaped)
      guard ["metadata.name", "metadata.namespace"].contains(field) || resource.selectableFields.contains(field) else {
        throw SelectorError(message: "field label not supported: \(field)")
      }
      let path = FieldPath(steps: field.split(separator: ".").map { .member(String($0)) })
      requirements.append(Requirement(path: path, value: value, isEqual: isEqual))
    }
    self.requirements = requirements
  }

  package var isEmpty: Bool { requirements.isEmpty }

  /// A field that is absent is the empty text.
  package func matches(_ object: JSONValue) -> Bool {
    requirements.allSatisfy { requirement in
      ((object.value(at: requirement.path)?.string ?? "") == requirement.value) == requirement.isEqual
    }
  }

  /// Parts between commas that no backslash stands before.
  private static func terms(of text: String) -> [String] {
    var terms = [""]
    var isEscaped = false
    for character in text {
      if character == ",", !isEscaped {
        terms.append("")
      } else {
        terms[terms.count - 1].append(character)
      }
      isEscaped = character == "\\" && !isEscaped
    }
    return terms
  }

  private static func split(_ term: String) throws(SelectorError) -> (String, Substring, Bool) {
    guard let mark = term.firstIndex(of: "=") else {
      throw SelectorError(message: "invalid selector: '\(term)'; can't understand '\(term)'")
    }
    let (field, value) = (term[..<mark], term[term.index(after: mark)...])
    if field.last == "!" { return (String(field.dropLast()), value, false) }
    return (String(field), value.first == "=" ? value.dropFirst() : value, true)
  }

  private static func unescaped(_ value: Substring) throws(SelectorError) -> String {
    var text = ""
    var rest = value
    while let character = rest.popFirst() {
      switch character {
      case "\\":
        let escaped = rest.popFirst().map(String.init) ?? ""
        guard ["\\", ",", "="].contains(escaped) else {
          throw SelectorError(message: "invalid field selector: invalid escape sequence: \\\(escaped)")
        }
        text += escaped
      case "=": throw SelectorError(message: "invalid field selector: unescaped character in value: 61")
      default: text.append(character)
      }
    }
    return text
  }
}
