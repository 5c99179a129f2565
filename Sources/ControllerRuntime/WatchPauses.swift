// SPDX-License-Identifier: Apache-2.0

/// The waits of one watcher.
struct WatchPauses {
  /// The first wait of client-go's reflector. Its longest is 30 s; ours is a tenth of that, since a store has to be up to
  /// date within 5 s after an API server has come back, and a webhook has three kinds to ask for and not hundreds.
  private var soon = Backoff(initial: .milliseconds(800), longest: .seconds(3))

  /// For a kind that is not served, or not to us. Whoever installs its definition or mends the role looks for the effect
  /// within some seconds, while one request in 10 s is nothing to a server that will never say yes.
  private var later = Backoff(initial: .seconds(2), longest: .seconds(10))

  /// - Returns: how long to wait; zero for not at all.
  mutating func pause(
    before retry: WatchRetry, using generator: inout some RandomNumberGenerator
  ) -> Duration {
    switch retry {
    case .afresh:
      soon.reset()
      later.reset()
      return .zero
    case .atOnce: return .zero
    case .soon(let retryAfter): return soon.next(atLeast: retryAfter, using: &generator)
    case .later: return later.next(using: &generator)
    }
  }
}
