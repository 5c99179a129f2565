// SPDX-License-Identifier: Apache-2.0

/// A date and time of day on the wall, in the Gregorian calendar extended to all years, without a zone.
package struct CivilTime: Sendable, Hashable {
  package let year: Int64
  /// 1 to 12.
  package let month: Int
  /// 1 to 31.
  package let day: Int
  package private(set) var hour: Int
  package private(set) var minute: Int
  package private(set) var second: Int
  /// 0 is Sunday.
  package let weekday: Int

  /// From seconds since the beginning of 1970 on the same wall.
  package init(wallSeconds: Int64) {
    let (days, time) = wallSeconds.dividedDown(by: 86_400)
    // The year begins in March here, so that the leap day is its last.
    let (era, dayOfEra) = (days + 719_468).dividedDown(by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    month = Int(shifted < 10 ? shifted + 3 : shifted - 9)
    day = Int(dayOfYear - (153 * shifted + 2) / 5 + 1)
    year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    hour = Int(time / 3_600)
    minute = Int(time / 60 % 60)
    second = Int(time % 60)
    weekday = Int((days + 4).dividedDown(by: 7).rest)
  }

  /// Another time of the same day, in seconds since midnight, below 86,400.
  package mutating func setTimeOfDay(_ seconds: Int64) {
    hour = Int(seconds / 3_600)
    minute = Int(seconds / 60 % 60)
    second = Int(seconds % 60)
  }

  /// Days from the beginning of 1970 to a day, which may lie outside its month, as the month may lie outside its year.
  package static func days(year: Int64, month: Int, day: Int) -> Int64 {
    let (carry, zeroMonth) = Int64(month - 1).dividedDown(by: 12)
    let shifted = (zeroMonth + 10) % 12
    let (era, yearOfEra) = (year + carry - (zeroMonth < 2 ? 1 : 0)).dividedDown(by: 400)
    let dayOfYear = (153 * shifted + 2) / 5
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468 + Int64(day) - 1
  }

  package static func isLeap(_ year: Int64) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  package static func length(ofMonth month: Int, year: Int64) -> Int {
    month == 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  /// `2026-11-23`.
  package var date: String { TextWriter.text { $0.append(date: self) } }

  /// `02:30`.
  package var time: String { TextWriter.text { $0.append(hour: hour, minute: minute) } }
}

extension Int64 {
  /// Quotient and remainder of a division that rounds down, so that the remainder is never negative.
  @inlinable package func dividedDown(by divisor: Int64) -> (quotient: Int64, rest: Int64) {
    let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
    return rest < 0 ? (quotient - 1, rest + divisor) : (quotient, rest)
  }
}
