// SPDX-License-Identifier: Apache-2.0

/// Where in an object something is, printed as Kubernetes prints it: `spec.rename[k1.t1]`, `spec.dc[0].name`
/// (k8s.io/apimachinery, `field.Path`). The same steps make the JSON Pointer of a patch (RFC 6901).
package struct FieldPath: Sendable, Hashable {
  package enum Step: Sendable, Hashable {
    /// A member that the schema names.
    case member(String)
    /// A member whose name is data, as in a map.
    case key(String)
    case index(Int)
  }

  package let steps: [Step]
  /// Empty for the root. Paths are printed far more often than made.
  package let description: String

  /// The object itself.
  package static let root = FieldPath(steps: [])
  package static let spec = FieldPath("spec")
  package static let metadata = FieldPath("metadata")

  package init(_ members: String...) {
    self.init(steps: members.map(Step.member))
  }

  package init(steps: [Step]) {
    self.steps = steps
    var text = ""
    for step in steps { step.print(to: &text) }
    description = text
  }

  package func member(_ name: String) -> FieldPath { appending(.member(name)) }
  package func key(_ name: String) -> FieldPath { appending(.key(name)) }
  package func index(_ index: Int) -> FieldPath { appending(.index(index)) }

  private func appending(_ step: Step) -> FieldPath {
    FieldPath(steps: steps + [step])
  }
}

extension FieldPath: CustomStringConvertible {}

extension FieldPath.Step {
  fileprivate func print(to text: inout String) {
    switch self {
    case .member(let name): text += text.isEmpty ? name : "." + name
    case .key(let name): text += "[\(name)]"
    case .index(let index): text += "[\(index)]"
    }
  }
}

extension FieldPath {
  /// The same place as a JSON Pointer: `/spec/rename/k1.t1`.
  package var pointer: String {
    var text = ""
    for step in steps {
      text += "/"
      switch step {
      case .member(let name), .key(let name): text += FieldPath.escapedForPointer(name)
      case .index(let index): text += String(index)
      }
    }
    return text
  }

  /// RFC 6901, section 3: `~` and `/` are written `~0` and `~1`.
  private static func escapedForPointer(_ name: String) -> String {
    guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return name }
    var text = ""
    for character in name.unicodeScalars {
      switch character {
      case "~": text += "~0"
      case "/": text += "~1"
      default: text.unicodeScalars.append(character)
      }
    }
    return text
  }
}
