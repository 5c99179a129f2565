// SPDX-License-Identifier: Apache-2.0
internal import Posix

/// Allows a burst at once and then so many per second.
///
/// Kept as one instant: the time at which the bucket would be full again. Each token moves it on by the interval of one
/// token; a token that would move it further than a whole burst ahead of now is not there.
struct TokenBucket: Sendable {
  private let interval: Int64
  private let tolerance: Int64
  private var fullAgain = Int64.min

  /// - Parameter burst: at least 1 and below a million, as `perSecond`.
  init(burst: Int, perSecond: Int) {
    interval = 1_000_000_000 / Int64(perSecond)
    tolerance = interval * Int64(burst)
  }

  /// False when there is no token left; nothing is taken then.
  mutating func take(now: MonotonicTime) -> Bool {
    let next = max(fullAgain, now.nanoseconds) + interval
    guard next - now.nanoseconds <= tolerance else { return false }
    fullAgain = next
    return true
  }
}
