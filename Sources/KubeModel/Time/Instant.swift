// SPDX-License-Identifier: Apache-2.0

/// A point in time.
///
/// Meant for the years 0 to 9999, the ones RFC 3339 can write; some thousands of years more do no harm.
package struct Instant: Sendable, Hashable {
  /// Whole seconds since the beginning of 1970 UTC, leap seconds not counted, rounded down.
  package let seconds: Int64
  /// 0 to 999,999,999.
  package let nanoseconds: Int32

  package init(seconds: Int64, nanoseconds: Int32 = 0) {
    precondition((0..<1_000_000_000).contains(nanoseconds), "nanoseconds of an instant: \(nanoseconds)")
    (self.seconds, self.nanoseconds) = (seconds, nanoseconds)
  }
}

extension Instant: Comparable {
  package static func < (one: Instant, other: Instant) -> Bool {
    (one.seconds, one.nanoseconds) < (other.seconds, other.nanoseconds)
  }
}

extension Instant: CustomStringConvertible {
  /// RFC 3339 in UTC, `2026-11-23T00:00:00Z`, with as many digits of a fraction as needed.
  package var description: String { TextWriter.text { $0.append(self) } }
}
