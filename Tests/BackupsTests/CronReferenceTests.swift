// SPDX-License-Identifier: Apache-2.0
import KubeModel
import TestSupport
import Testing

@testable import Backups

@Suite("Activations against a slow search")
struct CronReferenceTests {
  /// Any of: a star, some values of the range, a few.
  static func field(_ range: ClosedRange<Int>, _ random: inout SplitMix64) -> (text: String, values: Set<Int>) {
    if Int.random(in: 0..<3, using: &random) == 0 { return ("*", Set(range)) }
    let values = Set((0...Int.random(in: 0...4, using: &random)).map { _ in Int.random(in: range, using: &random) })
    return (values.sorted().map(String.init).joined(separator: ","), values)
  }

  @Test("hours and minutes are found as by walking minute by minute")
  func minutes() throws {
    var random = SplitMix64(seed: 1)
    for _ in 0..<300 {
      let minute = Self.field(0...59, &random)
      let hour = Self.field(0...23, &random)
      let schedule = try CronParsingTests.parse("\(minute.text) \(hour.text) * * *")
      let from = Int64.random(in: 0...4_000_000_000, using: &random)
      var expected = from / 60 * 60 + 60
      while !(minute.values.contains(Int(expected / 60 % 60)) && hour.values.contains(Int(expected / 3_600 % 24))) {
        expected += 60
      }
      let found = schedule.next(after: Instant(seconds: from, nanoseconds: 5), in: .utc)
      #expect(found == Instant(seconds: expected), "\(schedule.text) after \(from)")
    }
  }

  @Test("days are found as by walking day by day")
  func days() throws {
    var random = SplitMix64(seed: 2)
    for _ in 0..<300 {
      let (month, day) = (Self.field(1...12, &random), Self.field(1...31, &random))
      let weekday = Self.field(0...6, &random)
      let schedule = try CronParsingTests.parse("0 0 \(day.text) \(month.text) \(weekday.text)")
      let isEither = day.text != "*" && weekday.text != "*"
      var date = WalkingDate()
      for _ in 0..<Int.random(in: 0...20_000, using: &random) { date.advance() }
      let from = Instant(seconds: date.days * 86_400)
      let lastYear = date.year + 5
      repeat {
        date.advance()
      } while date.year <= lastYear
        && !(month.values.contains(date.month)
          && (isEither
            ? day.values.contains(date.day) || weekday.values.contains(date.weekday)
            : day.values.contains(date.day) && weekday.values.contains(date.weekday)))
      let expected = date.year > lastYear ? nil : Instant(seconds: date.days * 86_400)
      #expect(schedule.next(after: from, in: .utc) == expected, "\(schedule.text) after \(from)")
    }
  }

  @Test(
    "in every zone activations ascend, lie on the minute and fit the fields, but for those a change of clocks moves")
  func zones() throws {
    var random = SplitMix64(seed: 3)
    for name in ["Europe/Paris", "America/Havana", "Australia/Lord_Howe", "Africa/Casablanca", "America/Sao_Paulo"] {
      let zone = try TimeZoneDatabase.system.zone(named: name)
      for _ in 0..<40 {
        let text = [0...59, 0...23, 1...31, 1...12, 0...6].map { Self.field($0, &random).text }.joined(separator: " ")
        let schedule = try CronParsingTests.parse(text)
        guard case .fields(let fields) = schedule.timing else { return }
        var last = Int64.random(in: 0...2_000_000_000, using: &random)
        for next in schedule.activations(after: Instant(seconds: last), in: zone, count: 20) {
          #expect(next.seconds > last)
          #expect(
            fields.matches(CivilTime(wallSeconds: next.seconds + zone.offset(at: next.seconds))), "\(text) in \(name)")
          #expect(next.seconds % 60 == 0)
          last = next.seconds
        }
      }
    }
  }
}

/// A date that knows only how to go on by one day, from 1 January 1970, a Thursday.
struct WalkingDate {
  var days: Int64 = 0
  var year = 1970
  var month = 1
  var day = 1
  var weekday = 4

  mutating func advance() {
    let isLeap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0
    let length = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    days += 1
    weekday = (weekday + 1) % 7
    day += 1
    if day > length { (day, month) = (1, month + 1) }
    if month > 12 { (month, year) = (1, year + 1) }
  }
}
