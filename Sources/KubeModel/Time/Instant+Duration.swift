// SPDX-License-Identifier: Apache-2.0

extension Instant {
  /// To the nanosecond below. A duration from outside may be longer than all of time: what cannot be written down is as
  /// late, or as early, as it gets.
  package static func + (instant: Instant, duration: Duration) -> Instant {
    let (whole, attoseconds) = duration.components
    let (subseconds, _) = attoseconds.dividedDown(by: 1_000_000_000)
    let (carry, rest) = (Int64(instant.nanoseconds) + subseconds).dividedDown(by: 1_000_000_000)
    let (sum, isBeyond) = instant.seconds.addingReportingOverflow(whole)
    let (total, isFarBeyond) = sum.addingReportingOverflow(carry)
    guard !isBeyond, !isFarBeyond else { return Instant(seconds: whole < 0 ? .min : .max) }
    return Instant(seconds: total, nanoseconds: Int32(rest))
  }

  package static func - (instant: Instant, duration: Duration) -> Instant { instant + (.zero - duration) }

  package static func - (later: Instant, earlier: Instant) -> Duration {
    .seconds(later.seconds) - .seconds(earlier.seconds) + .nanoseconds(Int64(later.nanoseconds - earlier.nanoseconds))
  }
}
