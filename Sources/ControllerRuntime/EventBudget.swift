// SPDX-License-Identifier: Apache-2.0

/// How many events about one object are still sent.
struct EventBudget: Sendable {
  /// The numbers of client-go: enough for a whole life of an object at once, and then so little that one which goes
  /// round in circles fills nobody's etcd.
  private static let burst = 25.0
  private static let interval = Duration.seconds(300)

  private var left = burst
  /// When it was reckoned last, on a clock that never jumps.
  private var reckoned: Duration

  init(at now: Duration) { reckoned = now }

  /// - Returns: whether one may be sent now.
  mutating func take(at now: Duration) -> Bool {
    left = min(EventBudget.burst, left + (now - reckoned) / EventBudget.interval)
    reckoned = now
    guard left >= 1 else { return false }
    left -= 1
    return true
  }
}
