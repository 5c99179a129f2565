// SPDX-License-Identifier: Apache-2.0
private import Glibc

/// The value of the Date field, rendered once a second (RFC 9110, section 5.6.7: `Sun, 06 Nov 1994 08:49:37 GMT`).
struct HTTPDate: Sendable {
  private var second = Int.min
  private(set) var bytes: [UInt8] = []

  /// The wall clock, in seconds of Unix time.
  @Sendable static func wallClock() -> Int {
    time(nil)
  }

  /// - Parameter second: Unix time between the years 0 and 9999.
  mutating func update(to second: Int) {
    guard second != self.second else { return }
    self.second = second
    bytes = Array(Self.text(second).utf8)
  }

  static func text(_ second: Int) -> String {
    let (days, time) = second.flooredDivision(by: 86_400)
    let (year, month, day) = civil(days)
    let weekday = (days + 4).flooredDivision(by: 7).remainder
    let clock = [time / 3_600, time / 60 % 60, time % 60].map { padded($0, 2) }.joined(separator: ":")
    return "\(weekdays[weekday]), \(padded(day, 2)) \(months[month - 1]) \(padded(year, 4)) \(clock) GMT"
  }

  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// Gregorian date of a day counted from 1970-01-01. Years are counted from March, so that the leap day is their last,
  /// and cut into eras of 400 years, after which the calendar repeats.
  private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let (era, dayOfEra) = (days + 719_468).flooredDivision(by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}

extension Int {
  /// Division whose remainder is never negative. `divisor` is positive.
  fileprivate func flooredDivision(by divisor: Int) -> (quotient: Int, remainder: Int) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
