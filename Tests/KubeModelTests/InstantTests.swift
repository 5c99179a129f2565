// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import KubeModel

@Suite("Instants")
struct InstantTests {
  @Test(
    "RFC 3339 is read, and printed in UTC",
    arguments: [
      ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"), ("2026-11-23T01:00:00+01:00", "2026-11-23T00:00:00Z"),
      ("2024-02-29T23:59:59.1234567891-05:30", "2024-03-01T05:29:59.123456789Z"),
      ("1969-12-31T23:59:59.5z", "1969-12-31T23:59:59.5Z"),
      ("0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"), ("9999-12-31t23:59:59Z", "9999-12-31T23:59:59Z"),
    ])
  func roundTrip(text: String, printed: String) throws {
    #expect(try Instant(parsing: text).description == printed)
  }

  @Test(
    "what is not a time is refused",
    arguments: [
      ("", .syntax), ("2026-11-23", .syntax), ("2026-11-23T00:00:00", .syntax), ("2026-11-23 00:00:00Z", .syntax),
      ("2026-11-23T00:00:00.Z", .syntax), ("2026-11-23T00:00:00+0100", .syntax), ("2026-11-23T00:00:00Zx", .syntax),
      ("2026-02-29T00:00:00Z", .noSuchTime), ("2026-13-01T00:00:00Z", .noSuchTime),
      ("2026-11-23T24:00:00Z", .noSuchTime),
      ("2026-11-23T00:00:60Z", .noSuchTime), ("2026-11-23T00:00:00+24:00", .noSuchTime),
      ("٢٠٢٦-11-23T00:00:00Z", .syntax),
    ] as [(String, InstantError)])
  func refused(text: String, error: InstantError) {
    #expect(throws: error) { try Instant(parsing: text) }
  }

  @Test(
    "a duration leads to a later or an earlier time, and back",
    arguments: [
      ("2026-11-23T00:00:00Z", .seconds(86_400), "2026-11-24T00:00:00Z"),
      ("2026-11-23T00:00:00.75Z", .milliseconds(500), "2026-11-23T00:00:01.25Z"),
      ("2026-11-23T00:00:00.25Z", .milliseconds(-500), "2026-11-22T23:59:59.75Z"),
      ("1970-01-01T00:00:00Z", .nanoseconds(-1), "1969-12-31T23:59:59.999999999Z"),
    ] as [(String, Duration, String)])
  func arithmetic(text: String, duration: Duration, expected: String) throws {
    let (start, end) = (try Instant(parsing: text), try Instant(parsing: expected))
    #expect(start + duration == end)
    #expect(end - start == duration)
    #expect(end - duration == start)
  }

  @Test("a duration beyond all time ends there")
  func saturation() {
    let now = Instant(seconds: 1_800_000_000, nanoseconds: 5)
    #expect(now + .seconds(Int64.max) == Instant(seconds: .max))
    #expect(Instant(seconds: -2) - .seconds(Int64.max) == Instant(seconds: .min))
    #expect(Instant(seconds: .max) - Instant(seconds: .min) > .seconds(Int64.max))
  }

  @Test("days and dates turn into each other, weekdays go on without a break")
  func calendar() {
    var expected = (year: 1600 as Int64, month: 1, day: 1, weekday: 6)
    let first = CivilTime.days(year: 1600, month: 1, day: 1)
    for day in first..<first + 400 * 366 {
      let civil = CivilTime(wallSeconds: day * 86_400)
      guard (civil.year, civil.month, civil.day, civil.weekday) == expected else {
        Issue.record("day \(day) is \(civil), expected \(expected)")
        return
      }
      guard CivilTime.days(year: expected.year, month: expected.month, day: expected.day) == day else {
        Issue.record("\(expected) is not day \(day)")
        return
      }
      let last = CivilTime.length(ofMonth: expected.month, year: expected.year)
      expected.weekday = (expected.weekday + 1) % 7
      expected.day = expected.day == last ? 1 : expected.day + 1
      if expected.day == 1 { expected.month = expected.month % 12 + 1 }
      if expected.day == 1, expected.month == 1 { expected.year += 1 }
    }
  }

  @Test(
    "a month or day outside its range goes on into the next",
    arguments: [(13, 1, 2025, 1, 1), (0, 1, 2023, 12, 1), (2, 30, 2024, 3, 1), (1, 0, 2023, 12, 31)])
  func overflow(month: Int, day: Int, year: Int64, expectedMonth: Int, expectedDay: Int) {
    let civil = CivilTime(wallSeconds: CivilTime.days(year: 2024, month: month, day: day) * 86_400)
    #expect((civil.year, civil.month, civil.day) == (year, expectedMonth, expectedDay))
  }
}
