// SPDX-License-Identifier: Apache-2.0

/// Allows a burst at once and then so many requests per second, in the order in which they come.
///
/// Kept as one instant: the time at which all tokens would be back. Each request moves it on by the interval of one token,
/// and waits until that is no more than a burst ahead.
struct RequestRate: Sendable {
  private let interval: Duration
  private let tolerance: Duration
  private var allBack = Duration.zero

  /// - Parameters:
  ///   - perSecond: at least 1.
  ///   - burst: at least 1.
  init(perSecond: Int, burst: Int) {
    interval = .seconds(1) / perSecond
    tolerance = interval * burst
  }

  /// Takes a token.
  /// - Parameters:
  ///   - now: since the start of any clock.
  ///   - patience: how long the caller can wait.
  /// - Returns: how long to wait before the request may be sent; nil if that would be too long, and nothing is taken then.
  mutating func take(now: Duration, patience: Duration) -> Duration? {
    let next = max(allBack, now) + interval
    let wait = max(.zero, next - now - tolerance)
    guard wait <= patience else { return nil }
    allBack = next
    return wait
  }
}
