// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// One search for the next activation, in the steps of robfig/cron v3.0.1 (`SpecSchedule.Next`).
///
/// The steps decide what happens when clocks change, so they are kept as they are, oddities included, but for one:
/// where a zone left out a whole day (Samoa, 30 December 2011) a search for a day after it never ends there, and does
/// here.
struct CronSearch {
  private let fields: CronFields
  private let zone: TimeZoneRules
  private var period: ZonePeriod
  private var seconds: Int64
  private var clock: WallClock
  /// Set when the time has been cut for the first time: to the month, the day, the hour or the minute.
  private var isCut = false

  init(_ fields: CronFields, after seconds: Int64, in zone: TimeZoneRules) {
    (self.fields, self.zone, self.seconds) = (fields, zone, seconds + 1)
    period = zone.period(at: seconds + 1)
    clock = WallClock(seconds: seconds + 1 + period.offset)
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
      cut(toWall: clock.midnight - Int64(wall.day - 1) * 86_400)
      let now = wall
      move(toWall: CivilTime.days(year: now.year, month: now.month + 1, day: now.day) * 86_400 + clock.timeOfDay)
      if wall.month == 1 { return false }
    }
    return true
  }

  private mutating func findDay() -> Bool {
    while !fields.matches(day: wall) {
      cut(toWall: clock.midnight)
      let (before, midnight) = (seconds, clock.midnight)
      move(toWall: midnight + 86_400 + clock.timeOfDay)
      let hour = Int64(wall.hour)
      if hour != 0 { move(to: seconds + (hour > 12 ? 24 - hour : -hour) * 3_600) }
      if seconds <= before { move(toWall: midnight + 2 * 86_400) }
      if wall.day == 1 { return false }
    }
    return true
  }

  private mutating func findHour() -> Bool {
    while !fields.hour.contains(wall.hour) {
      cut(toWall: clock.midnight + Int64(wall.hour) * 3_600)
      move(steps: (fields.hour.next(after: wall.hour) ?? 24) - wall.hour, of: 3_600)
      if wall.hour == 0 { return false }
    }
    return true
  }

  private mutating func findMinute() -> Bool {
    while !fields.minute.contains(wall.minute) {
      cutToMinute()
      move(steps: (fields.minute.next(after: wall.minute) ?? 60) - wall.minute, of: 60)
      if wall.minute == 0 { return false }
    }
    return true
  }

  private mutating func findSecond() -> Bool {
    while wall.second != 0 {
      isCut = true
      move(steps: 60 - wall.second, of: 1)
      if wall.second == 0 { return false }
    }
    return true
  }

  private var wall: CivilTime { clock.time }

  /// The first time, goes back to a time on the wall.
  private mutating func cut(toWall wall: Int64) {
    if isCut { return }
    isCut = true
    move(toWall: wall)
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

  /// Steps that need no look in between, at once; but one alone where clocks change on the way.
  private mutating func move(steps: Int, of length: Int64) {
    let end = seconds + Int64(steps) * length
    move(to: period.contains(end) ? end : seconds + length)
  }

  private mutating func move(to seconds: Int64) {
    self.seconds = seconds
    if !period.contains(seconds) { period = zone.period(at: seconds) }
    clock.set(to: seconds + period.offset)
  }
}
