// SPDX-License-Identifier: Apache-2.0

/// The times of a leader election. All who take part should have the same; the defaults are those of client-go.
package struct LeaseTiming: Sendable, Equatable {
  /// A lease that has not changed for so long may be taken. So long nobody leads when a leader dies.
  package var leaseDuration: Duration
  /// A leader that could not renew its lease for so long leads no more. What is left of the lease's duration is for
  /// what it has begun.
  package var renewDeadline: Duration
  /// From one attempt to the next. Two seconds let five of them fail before the leader gives up.
  package var retryPeriod: Duration
  /// Attempts to become the leader come up to so many periods later, so that those who wait do not all come at once.
  package var jitter: Double

  /// - Parameters: each duration longer than the one behind it, and the deadline longer than the longest pause between
  ///   two attempts; otherwise no leader could keep its lease.
  package init(
    leaseDuration: Duration = .seconds(15), renewDeadline: Duration = .seconds(10),
    retryPeriod: Duration = .seconds(2), jitter: Double = 1.2
  ) {
    precondition(retryPeriod > .zero && jitter >= 0 && leaseDuration > renewDeadline)
    precondition(renewDeadline > retryPeriod * (1 + jitter))
    self.leaseDuration = leaseDuration
    self.renewDeadline = renewDeadline
    self.retryPeriod = retryPeriod
    self.jitter = jitter
  }

  /// For an attempt, two requests: when one hangs, there is time for another before the deadline.
  var attempt: Duration { renewDeadline / 2 }

  /// Until the next attempt to become the leader.
  func pause(using generator: inout some RandomNumberGenerator) -> Duration {
    retryPeriod * (1 + jitter * Double.random(in: 0...1, using: &generator))
  }
}
