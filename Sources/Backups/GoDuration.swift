// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// A length of time as Go writes it, such as `1h30m`, exactly as `time.ParseDuration` reads it.
package struct GoDuration: Sendable, Hashable, Comparable {
  package let nanoseconds: Int64

  package init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  /// Reads a duration as written in `spec.duration` and after `@every`. Zero and negative ones are durations too.
  package init(parsing text: String) throws(GoDurationError) {
    var reader = GoDurationReader(text)
    nanoseconds = try reader.read()
  }

  package static func < (one: GoDuration, other: GoDuration) -> Bool { one.nanoseconds < other.nanoseconds }
}

extension GoDuration: CustomStringConvertible {
  /// As Go prints it: `1h30m0s`, `1.5s`, `-2ms`, `0s`.
  package var description: String {
    let magnitude = nanoseconds.magnitude
    let sign = nanoseconds < 0 ? "-" : ""
    if magnitude == 0 { return "0s" }
    if magnitude < 1_000 { return "\(sign)\(magnitude)ns" }
    if magnitude < 1_000_000 { return sign + Self.decimal(magnitude, per: 1_000) + "µs" }
    if magnitude < 1_000_000_000 { return sign + Self.decimal(magnitude, per: 1_000_000) + "ms" }
    let minutes = magnitude / 60_000_000_000
    let seconds = Self.decimal(magnitude % 60_000_000_000, per: 1_000_000_000) + "s"
    if minutes == 0 { return sign + seconds }
    return sign + (minutes >= 60 ? "\(minutes / 60)h" : "") + "\(minutes % 60)m" + seconds
  }

  private static func decimal(_ value: UInt64, per unit: UInt64) -> String {
    let fraction = value % unit
    guard fraction > 0 else { return "\(value / unit)" }
    var digits = String(fraction).padded(to: String(unit).count - 1)
    while digits.hasSuffix("0") { digits.removeLast() }
    return "\(value / unit).\(digits)"
  }
}
