// SPDX-License-Identifier: Apache-2.0

/// On which days a schedule is due, in words.
struct ScheduleDays {
  private static let weekdays = ["Sundays", "Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays"]
  private static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]

  private enum Days {
    case every
    case ofWeek(String)
    case ofMonth(String)
    case either(ofMonth: String, ofWeek: String)
  }

  private let days: Days
  private let months: String?

  init(_ fields: CronFields) {
    months = fields.month.count == 12 ? nil : fields.month.values.map { Self.monthNames[$0 - 1] }.listed
    let ofWeek = fields.dayOfWeek.count == 7 ? nil : Self.names(fields.dayOfWeek)
    let ofMonth = fields.dayOfMonth.count == 31 ? nil : Self.numbers(fields.dayOfMonth)
    let eitherDecides = !fields.dayOfMonth.isStarred && !fields.dayOfWeek.isStarred
    days =
      switch (ofMonth, ofWeek) {
      case (let ofMonth?, let ofWeek?): .either(ofMonth: ofMonth, ofWeek: ofWeek)
      case (nil, nil): .every
      // Without a star a day that fits one of the two is enough, and every day fits a full one.
      case _ where eitherDecides: .every
      case (let ofMonth?, nil): .ofMonth(ofMonth)
      case (nil, let ofWeek?): .ofWeek(ofWeek)
      }
  }

  var isEvery: Bool {
    if case .every = days { months == nil } else { false }
  }

  /// Before a time: `daily`, `Mondays`, `on day 1 of every month`, `on days 1, 15 in March`, `daily in March`.
  var leading: String {
    switch days {
    case .every: "daily" + inMonths
    case .ofWeek(let names): names + inMonths
    case .ofMonth, .either: trailing
    }
  }

  /// After a time: `on Mondays`, `on day 1 of every month`, `in March`.
  var trailing: String {
    switch days {
    case .every: months.map { "in \($0)" } ?? ""
    case .ofWeek(let names): "on \(names)\(inMonths)"
    case .ofMonth(let numbers): "on \(numbers)\(months == nil ? " of every month" : inMonths)"
    case .either(let numbers, let names):
      "on \(numbers) of the month or on \(names)\(months.map { ", in \($0)" } ?? "")"
    }
  }

  private var inMonths: String { months.map { " in \($0)" } ?? "" }

  private static func names(_ field: CronField) -> String {
    if field.values == [1, 2, 3, 4, 5] { return "Mondays to Fridays" }
    return field.values.map { weekdays[$0] }.listed
  }

  private static func numbers(_ field: CronField) -> String {
    (field.count == 1 ? "day " : "days ") + field.values.ranges
  }
}
