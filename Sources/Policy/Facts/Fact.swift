// SPDX-License-Identifier: Apache-2.0

/// What is known of something outside the object under review. A rule that meets `unknown` says so and does not guess.
package enum Fact<Value: Sendable>: Sendable {
  case known(Value)
  /// It certainly does not exist, as far as the source of facts reaches.
  case absent
  /// Nobody could say; the reason completes "could not be checked: ".
  case unknown(String)

  package var value: Value? {
    if case .known(let value) = self { value } else { nil }
  }
}

extension Fact {
  package func map<Other>(_ transform: (Value) -> Other) -> Fact<Other> {
    switch self {
    case .known(let value): .known(transform(value))
    case .absent: .absent
    case .unknown(let reason): .unknown(reason)
    }
  }
}
