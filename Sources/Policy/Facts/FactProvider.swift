// SPDX-License-Identifier: Apache-2.0

/// Gives each review its facts.
package protocol FactProvider: Sendable {
  /// What is known now, for one review: it may keep account of what was asked.
  func facts() -> any FactSource

  /// The same facts, and in them what they lacked, as far as a look-up finds it. For the same review.
  /// - Parameter time: what is not found by then stays unknown. Returns soon after it.
  func completed(_ facts: any FactSource, within time: Duration) async -> any FactSource
}

extension FactProvider {
  /// Facts that no look-up would better.
  package func completed(_ facts: any FactSource, within time: Duration) async -> any FactSource { facts }
}
