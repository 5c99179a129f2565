// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// Which labels an object must have: `a=b,c!=d,e in (f,g),h notin (i),j,!k` (k8s.io/apimachinery, package `labels`).
package struct LabelSelector: Sendable {
  struct Requirement: Sendable {
    enum Condition: Sendable {
      case exists, isAbsent
      case isOneOf([String])
      /// An object without the label passes.
      case isNoneOf([String])
    }

    let key: String
    let condition: Condition
  }

  private let requirements: [Requirement]

  /// - Parameter text: of the query parameter `labelSelector`; empty for every object.
  package init(_ text: String) throws(SelectorError) {
    var parser = LabelSelectorParser(text)
    requirements = try parser.requirements()
  }

  package var isEmpty: Bool { requirements.isEmpty }

  package func matches(_ object: JSONValue) -> Bool {
    let labels = object.at("metadata", "labels")
    return requirements.allSatisfy { $0.matches(labels?[$0.key]?.string) }
  }
}

extension LabelSelector.Requirement {
  fileprivate func matches(_ value: String?) -> Bool {
    switch condition {
    case .exists: value != nil
    case .isAbsent: value == nil
    case .isOneOf(let values): value.map(values.contains) ?? false
    case .isNoneOf(let values): value.map { !values.contains($0) } ?? true
    }
  }
}

extension LabelSelector {
  /// Reads the selector of a webhook configuration (`metav1.LabelSelector`): `matchLabels` and `matchExpressions`.
  package init(_ json: JSONValue) throws(SelectorError) {
    var requirements: [Requirement] = []
    for (key, value) in json["matchLabels"]?.members ?? [] {
      requirements.append(Requirement(key: key, condition: .isOneOf([value.string ?? ""])))
    }
    for expression in json["matchExpressions"]?.elements ?? JSONValue.null.elements {
      let values = expression["values"]?.elements.compactMap(\.string) ?? []
      let name = expression["operator"]?.string ?? ""
      let condition: Requirement.Condition
      switch name {
      case "In": condition = .isOneOf(values)
      case "NotIn": condition = .isNoneOf(values)
      case "Exists": condition = .exists
      case "DoesNotExist": condition = .isAbsent
      default: throw SelectorError(message: "\"\(name)\" is not a valid pod selector operator")
      }
      requirements.append(Requirement(key: expression["key"]?.string ?? "", condition: condition))
    }
    self.requirements = requirements
  }
}
