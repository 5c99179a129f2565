// SPDX-License-Identifier: Apache-2.0

/// One search for the next activation, in the steps of robfig/cron v3.0.1 (`SpecSchedule.Next`).
///
/// The steps decide what happens when clocks change, so they are kept as they are, oddities included, but for one:
/// where
/// a zone left out a whole day (Samoa, 30 December 2011) a search for a day after it never ends there, and does here.
struct CronSearch {
  private let fields: CronFields
  private let zone: TimeZoneRules
  private var period: ZonePeriod
  private var seconds: Int64
  /// Set when the time has been cut for the first time: to the month, the day, the hour or the minute.
  private var isCut = false

  init(_ fields: CronFields, after seconds: Int64, in zone: TimeZoneRules) {
    (self.fields, self.zone, self.seconds) = (fields, zone, seconds + 1)
    period = zone.period(at: seconds + 1)
  }

  /// Gives the seconds of the activation, or nil if none comes within five calendar years.
  mutating func run() -> Int64? {
    if fields.hasEmptyField { return nil }
    let lastYear = wall.year + 5
    while wall.year <= lastYear {
      if findMonth(), findDay(), findHour(), findMinute(), findSecond() { return seconds }
    }
    return nil
  }

  // Each of these gives false when it has run into the next larger unit, where the search starts again.

  private mutating func findMonth() -> Bool {
    while !fields.month.contains(wall.month) {
      cut { $0.midnight - Int64($0.day - 1) * 86_400 }
      let now = wall
      move(toWall: CivilTime.days(year: now.year, month: now.month + 1, day: now.day) * 86_400 + now.timeOfDay)
      if wall.month == 1 { return false }
    }
    return true
  }

  private mutating func findDay() -> Bool {
    while !fields.matches(day: wall) {
      cut { $0.midnight }
      let (before, now) = (seconds, wall)
      move(toWall: now.midnight + 86_400 + now.timeOfDay)
      let hour = Int64(wall.hour)
      move(to: seconds + (hour > 12 ? 24 - hour : -hour) * 3_600)
      if seconds <= before { move(toWall: now.midnight + 2 * 86_400) }
      if wall.day == 1 { return false }
    }
    return true
  }

  private mutating func findHour() -> Bool {
    while !fields.hour.contains(wall.hour) {
      cut { $0.midnight + Int64($0.hour) * 3_600 }
      move(to: seconds + 3_600)
      if wall.hour == 0 { return false }
    }
    return true
  }

  private mutating func findMinute() -> Bool {
    while !fields.minute.contains(wall.minute) {
      cutToMinute()
      move(to: seconds + 60)
      if wall.minute == 0 { return false }
    }
    return true
  }

  private mutating func findSecond() -> Bool {
    while wall.second != 0 {
      isCut = true
      move(to: seconds + 1)
      if wall.second == 0 { return false }
    }
    return true
  }

  private var wall: CivilTime { CivilTime(wallSeconds: seconds + period.offset) }

  /// The first time, goes back to the wall time that `start` gives.
  private mutating func cut(_ start: (CivilTime) -> Int64) {
    if isCut { return }
    isCut = true
    move(toWall: start(wall))
  }

  /// In elapsed time, so in a zone with an odd offset not to the minute on the wall.
  private mutating func cutToMinute() {
    if isCut { return }
    isCut = true
    move(to: seconds - seconds.dividedDown(by: 60).rest)
  }

  private mutating func move(toWall wall: Int64) {
    let guess = wall - period.offset
    // The usual case, and the same as asking the zone: wall and guess lie in one period.
    move(to: period.contains(wall) && period.contains(guess) ? guess : zone.seconds(ofWall: wall))
  }

  private mutating func move(to seconds: Int64) {
    self.seconds = seconds
    if !period.contains(seconds) { period = zone.period(at: seconds) }
  }
}

extension CivilTime {
  /// The beginning of the day on the wall, in seconds since 1970.
  fileprivate var midnight: Int64 { CivilTime.days(year: year, month: month, day: day) * 86_400 }
  fileprivate var timeOfDay: Int64 { Int64(hour * 3_600 + minute * 60 + second) }
}
