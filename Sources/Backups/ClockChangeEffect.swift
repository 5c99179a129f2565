// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// A time of day at which a schedule is due on the wall and is skipped, or runs twice, because clocks change.
package struct ClockChangeEffect: InvalidValue {
  package enum Kind: Sendable, Equatable {
    case skipped, doubled
    /// It runs at a time the schedule does not name: the search goes on by minutes into an hour that begins late.
    case extra
  }

  package let kind: Kind
  /// What the wall shows.
  package let wall: CivilTime
  package let zone: String

  package var message: String {
    let time = "\(wall.date) at \(wall.time) \(zone)"
    return switch kind {
    case .skipped: "is skipped on \(time), when clocks go forward"
    case .doubled: "runs twice on \(time), when clocks go back"
    case .extra: "also runs on \(time), when clocks go forward"
    }
  }
}

extension CronSchedule {
  /// How far ahead changes of clocks are looked for: 372 days, in seconds. A last Sunday of March can be followed by one 371
  /// days later, and there should be no day on which the next change of a kind is out of sight.
  private static let horizon: Int64 = 372 * 86_400
  /// A zone has at most four changes in a year, with Ramadan; more would be a broken file.
  private static let changes = 12
  /// With more runs in a day than every 15 minutes one more or less is no news.
  private static let mostRuns = 96

  /// What becomes of the schedule at each change of clocks in the year after `now`, in the order of time.
  ///
  /// Around each change the activations are compared with the times the schedule names on those three days. A schedule
  /// that goes on evenly through the change, such as an hourly one, is not affected.
  package func clockChangeEffects(after now: Instant, in zone: TimeZoneRules) -> [ClockChangeEffect] {
    guard case .fields(let fields) = timing, ScheduleFrequency(of: self).runsPerDay <= Self.mostRuns else { return [] }
    let zone = self.zone ?? zone
    var found: [ClockChangeEffect] = []
    var period = zone.period(at: now.seconds)
    for _ in 0..<Self.changes where period.until < now.seconds + Self.horizon {
      let next = zone.period(at: period.until)
      if !fields.isEven(shift: next.offset - period.offset) {
        found += effects(fields, at: next.from, after: now, in: zone)
      }
      period = next
    }
    return found
  }

  /// Compares the day before the change, the day of it and the day after, less what lies before `now`.
  private func effects(
    _ fields: CronFields, at change: Int64, after now: Instant, in zone: TimeZoneRules
  ) -> [ClockChangeEffect] {
    let day = (change + zone.offset(at: change)).dividedDown(by: 86_400).quotient
    let first = max((day - 1) * 86_400, now.seconds + 1 + zone.offset(at: now.seconds + 1))
    let runs = wallTimes(first..<(day + 2) * 86_400, in: zone)
    let named = Set(fields.wallTimes(first..<(day + 2) * 86_400))
    return named.union(runs.keys).sorted().compactMap { wall in
      let kind: ClockChangeEffect.Kind
      switch runs[wall, default: 0] {
      case 0: kind = .skipped
      case _ where !named.contains(wall): kind = .extra
      case 1: return nil
      default: kind = .doubled
      }
      return ClockChangeEffect(kind: kind, wall: CivilTime(wallSeconds: wall), zone: zone.name)
    }
  }

  /// How often it runs at each time on the wall.
  private func wallTimes(_ range: Range<Int64>, in zone: TimeZoneRules) -> [Int64: Int] {
    var counts: [Int64: Int] = [:]
    var instant = Instant(seconds: zone.seconds(ofWall: range.lowerBound) - 1)
    while let next = next(after: instant, in: zone) {
      let wall = next.seconds + zone.offset(at: next.seconds)
      if wall >= range.upperBound { break }
      counts[wall, default: 0] += 1
      instant = next
    }
    return counts
  }
}

extension CronFields {
  /// Whether clocks may be moved by `shift` seconds without an effect: each hour is one like another, and the minutes
  /// fall into the same pattern again.
  fileprivate func isEven(shift: Int64) -> Bool {
    guard hour.count == 24 else { return shift == 0 }
    return minute.values.allSatisfy { minute.contains(Int((Int64($0) + shift / 60).dividedDown(by: 60).rest)) }
  }

  /// The times named in a stretch of days, in seconds since 1970 on the wall.
  fileprivate func wallTimes(_ range: Range<Int64>) -> [Int64] {
    let firstDay = range.lowerBound.dividedDown(by: 86_400).quotient * 86_400
    let days = stride(from: firstDay, to: range.upperBound, by: 86_400)
      .filter { matches(date: CivilTime(wallSeconds: $0)) }
    let times = hour.values.flatMap { hour in minute.values.map { Int64(hour * 3_600 + $0 * 60) } }
    return days.flatMap { day in times.lazy.map { day + $0 }.filter(range.contains) }
  }
}
