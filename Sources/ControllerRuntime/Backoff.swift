// SPDX-License-Identifier: Apache-2.0

/// How long to wait before a request that failed is sent again: longer each time, and never quite as long as the
/// neighbour does, so that clients which lost one server do not all return to it in the same instant.
package struct Backoff: Sendable {
  private let initial: Duration
  private let longest: Duration
  private let factor: Double
  private let jitter: Double
  private var step: Duration

  /// A server that asks for more than this is asked again all the same. API servers under load ask for 32 s at most
  /// (`maxRetryAfter` of their priority and fairness); a watcher must not fall asleep for a year over a strange header.
  package static let longestRetryAfter = Duration.seconds(60)

  /// - Parameters:
  ///   - initial: the first wait.
  ///   - longest: no wait is longer, but for a server's wish.
  ///   - factor: from one wait to the next. Two, as in client-go: five failures reach sixteen times the first wait.
  ///   - jitter: the part of a wait that is left to chance, from 0 to 1; it only shortens. One half keeps clients apart
  ///     and still lets the waits grow.
  package init(initial: Duration, longest: Duration, factor: Double = 2, jitter: Double = 0.5) {
    precondition(initial > .zero && longest >= initial && factor >= 1 && (0...1).contains(jitter))
    self.initial = initial
    self.longest = longest
    self.factor = factor
    self.jitter = jitter
    step = initial
  }

  /// The wait after one more failure.
  /// - Parameter retryAfter: what the server asked for: it is not asked earlier.
  package mutating func next(
    atLeast retryAfter: Duration? = nil, using generator: inout some RandomNumberGenerator
  ) -> Duration {
    let wait = step * (1 - jitter * Double.random(in: 0...1, using: &generator))
    step = min(step * factor, longest)
    return max(wait, min(retryAfter ?? .zero, Backoff.longestRetryAfter))
  }

  /// It went well: the next failure is a first one.
  package mutating func reset() { step = initial }
}
