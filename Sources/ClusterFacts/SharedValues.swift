// SPDX-License-Identifier: Apache-2.0

/// Equal values, each kept once: who has a thousand backups has made them from a few templates.
struct SharedValues<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private let most: Int
  private var values: [Key: Value] = [:]

  /// - Parameter most: how many values are remembered. Nothing is ever taken out, so there has to be an end; what comes
  ///   later is not shared.
  init(most: Int) { self.most = most }

  /// - Parameter key: what equal values have alike.
  /// - Returns: the value that came first with that key.
  mutating func one(_ value: Value, for key: Key) -> Value {
    if let known = values[key] { return known }
    if values.count < most { values[key] = value }
    return value
  }
}
