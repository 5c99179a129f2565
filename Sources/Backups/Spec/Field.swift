// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// A member of a spec, read once: what it means, or what is wrong with it. Reading goes on after a wrong one, so that a
/// user sees every mistake at once.
package enum Field<Value: Sendable>: Sendable {
  /// Not there, or null, or of a wrong type (a `Misfit` then), or an empty text where empty means nothing was said.
  case absent
  case valid(Value)
  /// Of the right JSON type, but not a value of this kind.
  indirect case invalid(JSONValue, any InvalidValue)

  package var value: Value? {
    if case .valid(let value) = self { value } else { nil }
  }

  package var isAbsent: Bool {
    if case .absent = self { true } else { false }
  }

  func map<Other: Sendable>(_ transform: (Value) -> Other) -> Field<Other> {
    switch self {
    case .absent: .absent
    case .valid(let value): .valid(transform(value))
    case .invalid(let value, let error): .invalid(value, error)
    }
  }
}
