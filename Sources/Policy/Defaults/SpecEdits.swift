// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// Collects additions to a spec, each only where the member is absent.
struct SpecEdits {
  private let spec: JSONValue
  private(set) var patch = JSONPatch()

  init(spec: JSONValue) {
    self.spec = spec
  }

  /// Null counts as absent, as in the API server.
  func lacks(_ name: String) -> Bool {
    spec[name]?.isNull ?? true
  }

  /// The text that the user wrote; nil where it is absent or empty.
  func text(_ name: String) -> String? {
    spec[name]?.string.flatMap { $0.isEmpty ? nil : $0 }
  }

  mutating func add(_ name: String, _ text: String?) {
    guard let text, !text.isEmpty, lacks(name) else { return }
    append(name, JSONValue.string(text))
  }

  mutating func add(_ name: String, _ number: Int64) {
    guard lacks(name) else { return }
    append(name, JSONValue.integer(number))
  }

  private mutating func append(_ name: String, _ value: JSONValue) {
    patch.operations.append(.add(path: FieldPath.spec.member(name), value: value))
  }
}
