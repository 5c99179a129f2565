// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// The five fields of a schedule.
package struct CronFields: Sendable, Equatable {
  package let minute: CronField
  package let hour: CronField
  package let dayOfMonth: CronField
  package let month: CronField
  package let dayOfWeek: CronField

  /// Reads the words of a schedule; all are counted before the first is looked at.
  init(_ words: [Substring.UnicodeScalarView]) throws(CronError) {
    guard words.count == 5 else { throw .fieldCount(words.count) }
    minute = try CronFieldReader(kind: .minute).read(Substring(words[0]))
    hour = try CronFieldReader(kind: .hour).read(Substring(words[1]))
    dayOfMonth = try CronFieldReader(kind: .dayOfMonth).read(Substring(words[2]))
    month = try CronFieldReader(kind: .month).read(Substring(words[3]))
    dayOfWeek = try CronFieldReader(kind: .dayOfWeek).read(Substring(words[4]))
  }

  /// A field without a value, as `,` has none: then it never fires.
  package var hasEmptyField: Bool {
    minute.isEmpty || hour.isEmpty || dayOfMonth.isEmpty || month.isEmpty || dayOfWeek.isEmpty
  }

  /// A star in either day field lets the other decide; without a star a day that fits one of them is enough.
  package func matches(day: CivilTime) -> Bool {
    let ofMonth = dayOfMonth.contains(day.day)
    let ofWeek = dayOfWeek.contains(day.weekday)
    return dayOfMonth.isStarred || dayOfWeek.isStarred ? ofMonth && ofWeek : ofMonth || ofWeek
  }

  /// Whether a minute on the wall is one at which the schedule is due.
  package func matches(_ time: CivilTime) -> Bool {
    minute.contains(time.minute) && hour.contains(time.hour) && matches(date: time)
  }

  /// Whether a day on the wall is one on which it is due, unless a field is empty.
  func matches(date: CivilTime) -> Bool { month.contains(date.month) && matches(day: date) }
}
