// SPDX-License-Identifier: Apache-2.0
private import Synchronization

/// That we lead, from one acquisition of the lease until it is lost. Readable at any time, from anywhere.
package final class Leadership: Sendable {
  private struct Term {
    /// When the last renewal that succeeded was sent: whoever else waits for the lease has seen it after that.
    var renewal: Duration
    var isOver = false
  }

  private let term: Mutex<Term>
  private let timing: LeaseTiming
  private let stopwatch: Stopwatch

  init(since renewal: Duration, timing: LeaseTiming, stopwatch: Stopwatch) {
    term = Mutex(Term(renewal: renewal))
    self.timing = timing
    self.stopwatch = stopwatch
  }

  /// Whether we lead: until the lease is let go or lost, or could not be renewed within its deadline.
  package var holds: Bool { left > .zero }

  /// Whether something that is begun now and lasts no longer than this is over before anybody else can lead.
  /// - Parameter time: zero or more.
  package func holds(for time: Duration) -> Bool {
    let now = stopwatch.elapsed
    return term.withLock { term in
      !term.isOver && now < term.renewal + timing.renewDeadline && now + time < term.renewal + timing.leaseDuration
    }
  }

  /// Until the deadline of the next renewal; not more than zero if we do not lead.
  var left: Duration {
    let now = stopwatch.elapsed
    return term.withLock { $0.isOver ? .zero : $0.renewal + timing.renewDeadline - now }
  }

  /// A renewal that was sent at this time has succeeded.
  func renewed(at renewal: Duration) {
    term.withLock { $0.renewal = max($0.renewal, renewal) }
  }

  func end() {
    term.withLock { $0.isOver = true }
  }
}
