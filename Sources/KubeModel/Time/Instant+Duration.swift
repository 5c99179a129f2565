// SPDX-License-Identifier: Apache-2.0

/// Brings `+` and `-` as well.
extension Instant: InstantProtocol {
  /// To the nanosecond below. A duration from outside may be longer than all of time: what cannot be written down is as
  /// late, or as early, as it gets.
  package func advanced(by duration: Duration) -> Instant {
    let (whole, attoseconds) = duration.components
    let (carry, rest) = (Int64(nanoseconds) + attoseconds / 1_000_000_000).dividedDown(by: 1_000_000_000)
    let (sum, isBeyond) = seconds.addingReportingOverflow(whole)
    let (total, isFarBeyond) = sum.addingReportingOverflow(carry)
    guard !isBeyond, !isFarBeyond else { return Instant(seconds: whole < 0 ? .min : .max) }
    return Instant(seconds: total, nanoseconds: Int32(rest))
  }

  package func duration(to other: Instant) -> Duration {
    .seconds(other.seconds) - .seconds(seconds) + .nanoseconds(Int64(other.nanoseconds - nanoseconds))
  }
}
