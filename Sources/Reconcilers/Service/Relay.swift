// SPDX-License-Identifier: Apache-2.0
private import Synchronization

/// Leads to somebody who exists only later. What is told before that is lost.
final class Relay<Value: Sendable>: Sendable {
  private let target = Mutex<(@Sendable (Value) -> Void)?>(nil)

  func connect(_ target: @escaping @Sendable (Value) -> Void) {
    self.target.withLock { $0 = target }
  }

  func tell(_ value: Value) {
    target.withLock { $0 }?(value)
  }
}
