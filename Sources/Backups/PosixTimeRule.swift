// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// The rule at the end of a zone file, such as `CET-1CEST,M3.5.0,M10.5.0/3`: what clocks show after the last change.
struct PosixTimeRule: Sendable, Equatable {
  /// A day of the year and a time on it, when clocks change.
  struct Change: Sendable, Equatable {
    enum Day: Sendable, Equatable {
      /// 1 to 365, the leap day never counted.
      case julian(Int)
      /// 0 to 365, the leap day counted.
      case ordinal(Int)
      /// Month, week 1 to 5 where 5 is the last, day of the week from Sunday.
      case weekday(month: Int, week: Int, day: Int)
    }

    let day: Day
    /// Seconds after midnight; from -167 to 167 hours.
    let time: Int64

    /// On the wall, in seconds since the beginning of 1970.
    func wallSeconds(in year: Int64) -> Int64 { days(in: year) * 86_400 + time }

    private func days(in year: Int64) -> Int64 {
      switch day {
      case .julian(let number):
        CivilTime.days(year: year, month: 1, day: number + (number >= 60 && CivilTime.isLeap(year) ? 1 : 0))
      case .ordinal(let number): CivilTime.days(year: year, month: 1, day: number + 1)
      case .weekday(let month, let week, let day): Self.days(year, month, week, day)
      }
    }

    private static func days(_ year: Int64, _ month: Int, _ week: Int, _ day: Int) -> Int64 {
      let first = CivilTime.days(year: year, month: month, day: 1)
      let ahead = (Int64(day) - (first + 4)).dividedDown(by: 7).rest
      let date = Int(ahead) + (week - 1) * 7
      return first + Int64(date < CivilTime.length(ofMonth: month, year: year) ? date : date - 7)
    }
  }

  struct Daylight: Sendable, Equatable {
    let type: LocalTimeType
    let start: Change
    let end: Change
  }

  let standard: LocalTimeType
  let daylight: Daylight?

  func period(at seconds: Int64) -> ZonePeriod {
    guard let daylight else { return standard.period(from: .min, until: .max) }
    let year = CivilTime(wallSeconds: seconds).year
    var current = (type: standard, from: Int64.min)
    // In a year around, as a change on the first of January here may still lie in December in UTC.
    for change in (year - 1...year + 1).flatMap({ changes(in: $0, daylight) }) {
      if change.at > seconds { return current.type.period(from: current.from, until: change.at) }
      current = (change.type, change.at)
    }
    return current.type.period(from: current.from, until: .max)
  }

  /// In the order of time. Of two at once the start of daylight time counts: that is how a rule says it never ends.
  private func changes(in year: Int64, _ daylight: Daylight) -> [(at: Int64, type: LocalTimeType)] {
    let start = daylight.start.wallSeconds(in: year) - standard.offset
    let end = daylight.end.wallSeconds(in: year) - daylight.type.offset
    return start < end ? [(start, daylight.type), (end, standard)] : [(end, standard), (start, daylight.type)]
  }
}
