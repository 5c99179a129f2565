// SPDX-License-Identifier: Apache-2.0
private import Glibc

/// A moment on the clock that never jumps (CLOCK_MONOTONIC), in nanoseconds since an arbitrary start.
///
/// One word, compared as an integer: deadlines are compared on every turn of a loop, and a `ContinuousClock.Instant` is
/// two words wide and needs 128-bit arithmetic.
package struct MonotonicTime: Comparable, Hashable, Sendable {
  package let nanoseconds: Int64

  /// For clocks that are handed in; a real moment comes from `now()`.
  package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// Costs about 20 ns (no switch to the kernel).
  package static func now() -> MonotonicTime {
    var time = timespec()
    let result = clock_gettime(CLOCK_MONOTONIC, &time)
    precondition(result == 0, "clock_gettime knows every clock of Linux but not CLOCK_MONOTONIC")
    return MonotonicTime(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }

  package static func < (left: MonotonicTime, right: MonotonicTime) -> Bool { left.nanoseconds < right.nanoseconds }

  /// A sum beyond the end of the clock (292 years) is the end of the clock.
  package static func + (time: MonotonicTime, duration: Duration) -> MonotonicTime {
    let (sum, overflow) = time.nanoseconds.addingReportingOverflow(duration.wholeNanoseconds)
    return MonotonicTime(nanoseconds: overflow ? (duration < .zero ? .min : .max) : sum)
  }

  /// How long after `earlier` this is; negative if it is before. Saturates like `+`.
  package static func - (later: MonotonicTime, earlier: MonotonicTime) -> Duration {
    let (difference, overflow) = later.nanoseconds.subtractingReportingOverflow(earlier.nanoseconds)
    return .nanoseconds(overflow ? (later < earlier ? .min : .max) : difference)
  }
}

extension Duration {
  /// Truncated towards zero, and held within the 292 years that 64 bits can count.
  fileprivate var wholeNanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, overflowToo) = scaled.addingReportingOverflow(attoseconds / 1_000_000_000)
    return overflow || overflowToo ? (seconds < 0 ? .min : .max) : sum
  }
}
