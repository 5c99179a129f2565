// SPDX-License-Identifier: Apache-2.0

/// How often a schedule is due, on a day on which it is.
package struct ScheduleFrequency: Sendable, Equatable {
  /// On a day without a change of clocks; 1 for what is due less than daily, 0 if it is never due.
  package let runsPerDay: Int
  /// Seconds between two activations on such a day, or from its last to the first of the next; at most a day, except
  /// for `@every`.
  package let shortestGap: Int64

  package init(of schedule: CronSchedule) {
    switch schedule.timing {
    case .every(let seconds):
      runsPerDay = Int((86_400 + seconds - 1) / seconds)
      shortestGap = seconds
    case .fields(let fields):
      runsPerDay = fields.hasEmptyField ? 0 : fields.minute.count * fields.hour.count
      shortestGap = Self.gap(fields)
    }
  }

  /// Within an hour, or from the last minute of one hour to the first of the next.
  private static func gap(_ fields: CronFields) -> Int64 {
    guard let minutes = fields.minute.bounds, let hours = fields.hour.bounds else { return 86_400 }
    let overnight = 24 + hours.lowerBound - hours.upperBound
    let betweenHours = min(fields.hour.shortestStep ?? overnight, overnight)
    let betweenMinutes = fields.minute.shortestStep ?? .max
    return 60 * Int64(min(betweenMinutes, betweenHours * 60 + minutes.lowerBound - minutes.upperBound))
  }
}
