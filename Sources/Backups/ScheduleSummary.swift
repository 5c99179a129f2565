// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// What a schedule means, in words: `daily at 00:00 UTC`, `every 15 minutes`, `Mondays at 02:30 Europe/Paris`.
package struct ScheduleSummary: Sendable, Equatable, CustomStringConvertible {
  /// More times of day than this are not listed one by one.
  private static let timesListed = 6

  package let description: String

  /// `zone` counts where the schedule names none.
  package init(of schedule: CronSchedule, in zone: TimeZoneRules) {
    description =
      switch schedule.timing {
      case .every(let seconds): "every \(Self.duration(seconds))"
      case .fields(let fields) where fields.hasEmptyField: "never"
      case .fields(let fields): Self.words(fields, (schedule.zone ?? zone).name)
      }
  }

  private static func words(_ fields: CronFields, _ zone: String) -> String {
    let days = ScheduleDays(fields)
    if fields.hour.count * fields.minute.count <= timesListed {
      let times = fields.hour.values.flatMap { hour in
        fields.minute.values.map { minute in TextWriter.text { $0.append(hour: hour, minute: minute) } }
      }
      return TextWriter.text { $0.append([days.leading, " at ", times.listed, " ", zone]) }
    }
    let isAnyHour = fields.hour.count == 24
    var text = minutes(fields.minute, ofEveryHour: isAnyHour)
    if !isAnyHour { text += " of hours \(fields.hour.values.ranges)" }
    if !days.isEvery { text += " \(days.trailing)" }
    return isAnyHour && days.isEvery ? text : "\(text) \(zone)"
  }

  private static func minutes(_ field: CronField, ofEveryHour: Bool) -> String {
    let values = field.values
    if values == [0], ofEveryHour { return "every hour" }
    let suffix = ofEveryHour ? " of every hour" : ""
    if values.count == 1 { return "at minute \(values[0])\(suffix)" }
    let step = values[1] - values[0]
    if values[0] == 0, 60 % step == 0, values == Array(stride(from: 0, to: 60, by: step)) {
      return step == 1 ? "every minute" : "every \(step) minutes"
    }
    return "at minutes \(values.ranges)\(suffix)"
  }

  /// `90 seconds`, `6 hours`, `1h30m`.
  private static func duration(_ seconds: Int64) -> String {
    for (unit, name) in [(86_400, "day"), (3_600, "hour"), (60, "minute")] as [(Int64, String)]
    where seconds % unit == 0 && seconds > 0 {
      return seconds == unit ? name : "\(seconds / unit) \(name)s"
    }
    if seconds < 120 { return seconds == 1 ? "second" : "\(seconds) seconds" }
    return GoDuration(nanoseconds: seconds * 1_000_000_000).description
  }
}

extension [Int] {
  /// `1-5, 7, 9`: three neighbours or more become a range. The numbers ascend.
  var ranges: String {
    var runs: [ClosedRange<Int>] = []
    for value in self {
      if let last = runs.last, last.upperBound == value - 1 {
        runs[runs.count - 1] = last.lowerBound...value
      } else {
        runs.append(value...value)
      }
    }
    return runs.flatMap { run in
      run.count < 3 ? run.map(String.init) : ["\(run.lowerBound)-\(run.upperBound)"]
    }.joined(separator: ", ")
  }
}

extension [String] {
  /// `a`, `a and b`, `a, b and c`.
  var listed: String {
    guard let last, count > 1 else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " and " + last
  }
}
