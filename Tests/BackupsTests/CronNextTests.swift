// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Testing

@testable import Backups

/// The expected times were printed by robfig/cron v3.0.1.
@Suite("Activations of schedules")
struct CronNextTests {
  /// The activations that follow, each written as the end of an RFC 3339 time whose beginning is that of the one
  /// before.
  static func check(_ text: String, from: String, zone: String = "UTC", _ expected: String) throws {
    let zones = TimeZoneDatabase.system
    let schedule = try CronSchedule(parsing: text, zones: zones)
    var times: [String] = []
    for word in expected.split(separator: " ") {
      let before: String = times.last ?? "\(from.prefix(4))-01-01T00:00:00Z"
      times.append("\(before.prefix(20 - word.count))\(word)")
    }
    let found = schedule.activations(
      after: try Instant(parsing: from), in: try zones.zone(named: zone), count: max(times.count, 1))
    #expect(found.map(\.description) == times)
  }

  @Test(
    "a schedule without a zone fires at the times of UTC",
    arguments: [
      ("* * * * *", "2024-01-01T00:00:00Z", "00:01:00Z 00:02:00Z"),
      ("* * * * *", "2024-01-01T00:00:59.999Z", "00:01:00Z"),
      ("0 0 * * *", "2024-02-28T12:34:56.789Z", "02-29T00:00:00Z 03-01T00:00:00Z 03-02T00:00:00Z"),
      ("@weekly", "2024-01-01T00:00:00Z", "01-07T00:00:00Z 01-14T00:00:00Z"),
      ("@monthly", "2024-01-31T10:00:00Z", "02-01T00:00:00Z 03-01T00:00:00Z"),
      ("@yearly", "2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z 2026-01-01T00:00:00Z"),
      ("@every 90s", "2024-01-01T00:00:00.25Z", "00:01:30Z 00:03:00Z 00:04:30Z"),
      ("@every 1500ms", "2024-01-01T00:00:00.9Z", "00:00:01Z 00:00:02Z"),
      ("0 0 29 2 *", "2024-03-01T00:00:00Z", "2028-02-29T00:00:00Z 2032-02-29T00:00:00Z"),
      ("0 0 29 2 *", "2099-01-01T00:00:00Z", "2104-02-29T00:00:00Z"),
    ])
  func plain(text: String, from: String, expected: String) throws {
    try Self.check(text, from: from, expected)
  }

  @Test(
    "days of the month and of the week combine by the star flag",
    arguments: [
      ("0 0 13 * 5", "05 12 13 19 26"), ("0 0 */2 * 1", "03 05 07 08 09 11 13 15"), ("0 0 */1 * 1", "08 15 22"),
      ("0 0 * * */2", "02 04 06 07"), ("0 0 1 * */2", "02 04 06 07 09 11"), ("0 0 1-31 * 1", "02 03 04 05"),
    ])
  func days(text: String, days: String) throws {
    let times = days.split(separator: " ").map { "\($0)T00:00:00Z" }
    try Self.check(text, from: "2024-01-01T00:00:00Z", times.joined(separator: " "))
  }

  @Test(
    "what does not come within five calendar years never comes",
    arguments: [
      ("0 0 29 2 *", "2096-03-01T00:00:00Z"), ("0 0 29 2 *", "2098-12-31T00:00:00Z"),
      ("0 0 30 2 *", "2024-01-01T00:00:00Z"),
      ("0 0 31 4 *", "2024-01-01T00:00:00Z"), (", * * * *", "2024-01-01T00:00:00Z"),
      ("* * * , *", "2024-01-01T00:00:00Z"),
      ("* * , * ,", "2024-01-01T00:00:00Z"), ("TZ=Europe/Paris * , * * *", "2024-01-01T00:00:00Z"),
    ])
  func never(text: String, from: String) throws {
    try Self.check(text, from: from, "")
  }

  @Test(
    "a time in the gap when clocks go forward is skipped that day",
    arguments: [
      (
        "Europe/Paris 30 2 * * *", "2024-03-29T00:00:00Z",
        "03-29T01:30:00Z 03-30T01:30:00Z 04-01T00:30:00Z 04-02T00:30:00Z"
      ),
      (
        "Europe/Paris 0 2 * * *", "2024-03-29T12:00:00Z",
        "03-30T01:00:00Z 04-01T00:00:00Z 04-02T00:00:00Z 04-03T00:00:00Z"
      ),
      ("Europe/Paris 0 3 * * *", "2024-03-30T12:00:00Z", "03-31T01:00:00Z 04-01T01:00:00Z 04-02T01:00:00Z"),
      ("America/New_York 0 2 * * *", "2024-03-09T12:00:00Z", "03-11T06:00:00Z 03-12T06:00:00Z 03-13T06:00:00Z"),
      (
        "America/Sao_Paulo 0 0 * * *", "2018-11-02T12:00:00Z",
        "11-03T03:00:00Z 11-05T02:00:00Z 11-06T02:00:00Z 11-07T02:00:00Z"
      ),
      (
        "Australia/Lord_Howe 15 2 * * *", "2024-10-04T00:00:00Z",
        "10-04T15:45:00Z 10-06T15:15:00Z 10-07T15:15:00Z 10-08T15:15:00Z"
      ),
      (
        "Asia/Beirut 0 0 * * *", "2022-03-25T12:00:00Z",
        "03-25T22:00:00Z 03-27T21:00:00Z 03-28T21:00:00Z 03-29T21:00:00Z"
      ),
      ("Asia/Kolkata 0 0 1 1 *", "2024-06-01T00:00:00Z", "2024-12-31T18:30:00Z"),
    ])
  func gap(text: String, from: String, expected: String) throws {
    try Self.check("CRON_TZ=\(text)", from: from, expected)
  }

  @Test(
    "a time in the overlap when clocks go back fires twice",
    arguments: [
      (
        "Europe/Paris 30 2 * * *", "2024-10-26T12:00:00Z",
        "10-27T00:30:00Z 10-27T01:30:00Z 10-28T01:30:00Z 10-29T01:30:00Z"
      ),
      ("Europe/Paris 0 * * * *", "2024-10-26T23:30:00Z", "10-27T00:00:00Z 01:00:00Z 02:00:00Z 03:00:00Z 04:00:00Z"),
      (
        "Europe/Paris */30 2 * * *", "2024-10-26T22:00:00Z",
        "10-27T00:00:00Z 00:30:00Z 01:00:00Z 01:30:00Z 10-28T01:00:00Z 01:30:00Z"
      ),
      (
        "America/New_York 30 1 * * *", "2024-11-02T12:00:00Z",
        "11-03T05:30:00Z 11-03T06:30:00Z 11-04T06:30:00Z 11-05T06:30:00Z"
      ),
      (
        "America/Sao_Paulo 0 0 * * *", "2018-02-16T12:00:00Z",
        "02-17T02:00:00Z 02-18T03:00:00Z 02-19T03:00:00Z 02-20T03:00:00Z"
      ),
      (
        "Australia/Lord_Howe 45 1 * * *", "2024-04-05T00:00:00Z",
        "04-05T14:45:00Z 04-06T14:45:00Z 04-06T15:15:00Z 04-07T15:15:00Z"
      ),
      (
        "Asia/Beirut 30 23 * * *", "2022-10-28T12:00:00Z",
        "10-28T20:30:00Z 10-29T20:30:00Z 10-29T21:30:00Z 10-30T21:30:00Z"
      ),
      (
        "Asia/Amman 0 0 * * *", "2021-10-27T12:00:00Z",
        "10-27T21:00:00Z 10-28T21:00:00Z 10-28T22:00:00Z 10-29T22:00:00Z 10-30T22:00:00Z"
      ),
      (
        "America/Havana 30 0 * * *", "2023-11-03T12:00:00Z",
        "11-04T04:30:00Z 11-05T04:30:00Z 11-05T05:30:00Z 11-06T05:30:00Z 11-07T05:30:00Z"
      ),
      (
        "America/Sao_Paulo 30 23 * * *", "2018-02-16T12:00:00Z",
        "02-17T01:30:00Z 02-18T01:30:00Z 02-18T02:30:00Z 02-19T02:30:00Z"
      ),
      (
        "Europe/London 30 1 * * *", "2024-10-26T12:00:00Z",
        "10-27T00:30:00Z 10-27T01:30:00Z 10-28T01:30:00Z 10-29T01:30:00Z"
      ),
    ])
  func overlap(text: String, from: String, expected: String) throws {
    try Self.check("CRON_TZ=\(text)", from: from, expected)
  }

  @Test(
    "without a prefix the zone handed in counts",
    arguments: [
      ("30 2 * * *", "Europe/Paris", "2024-03-30T12:00:00Z", "04-01T00:30:00Z 04-02T00:30:00Z 04-03T00:30:00Z"),
      ("0 2 * * *", "America/New_York", "2024-03-09T17:00:00Z", "03-11T06:00:00Z 03-12T06:00:00Z 03-13T06:00:00Z"),
      ("TZ=Local 0 2 * * *", "America/New_York", "2024-03-09T17:00:00Z", "03-11T06:00:00Z"),
      ("TZ=UTC 0 2 * * *", "America/New_York", "2024-03-09T17:00:00Z", "03-10T02:00:00Z"),
    ])
  func zone(text: String, zone: String, from: String, expected: String) throws {
    try Self.check(text, from: from, zone: zone, expected)
  }

  @Test("a search ends where a zone left out a day")
  func missingDay() throws {
    try Self.check("TZ=Pacific/Apia 0 0 31 12 *", from: "2011-12-20T00:00:00Z", "12-30T10:00:00Z")
    try Self.check("TZ=Pacific/Apia 0 0 30 12 *", from: "2011-12-20T00:00:00Z", "2012-12-29T10:00:00Z")
  }
}
