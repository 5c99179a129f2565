// SPDX-License-Identifier: Apache-2.0

extension TextWriter {
  /// `02:30`.
  package mutating func append(hour: Int, minute: Int) {
    append(twoDigits: hour)
    append(mark: ":")
    append(twoDigits: minute)
  }

  /// `2026-11-23`.
  package mutating func append(date: CivilTime) {
    if (0..<10_000).contains(date.year) {
      append(twoDigits: Int(date.year / 100))
      append(twoDigits: Int(date.year % 100))
    } else {
      append(String(date.year).padded(to: 4))
    }
    append(mark: "-")
    append(twoDigits: date.month)
    append(mark: "-")
    append(twoDigits: date.day)
  }

  /// RFC 3339 in UTC, `2026-11-23T00:00:00Z`, with as many digits of a fraction as needed.
  package mutating func append(_ instant: Instant) {
    let civil = CivilTime(wallSeconds: instant.seconds)
    append(date: civil)
    append(mark: "T")
    append(hour: civil.hour, minute: civil.minute)
    append(mark: ":")
    append(twoDigits: civil.second)
    append(instant.fraction)
    append(mark: "Z")
  }
}

extension Instant {
  fileprivate var fraction: String {
    guard nanoseconds > 0 else { return "" }
    var digits = String(nanoseconds).padded(to: 9)
    while digits.hasSuffix("0") { digits.removeLast() }
    return "." + digits
  }
}
