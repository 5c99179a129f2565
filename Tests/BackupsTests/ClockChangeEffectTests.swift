// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Testing

@testable import Backups

@Suite("Schedules when clocks change")
struct ClockChangeEffectTests {
  static func effects(_ text: String, _ now: String, zone: String = "UTC") throws -> [String] {
    let zones = TimeZoneDatabase.system
    return try CronSchedule(parsing: text, zones: zones)
      .clockChangeEffects(after: Instant(parsing: now), in: zones.zone(named: zone)).map(\.message)
  }

  @Test(
    "what is skipped or doubled in the coming year is told",
    arguments: [
      (
        "TZ=Europe/Paris 30 2 * * *", "2026-11-22T00:00:00Z",
        [
          "is skipped on 2027-03-28 at 02:30 Europe/Paris, when clocks go forward",
          "runs twice on 2027-10-31 at 02:30 Europe/Paris, when clocks go back",
        ]
      ),
      (
        "TZ=Europe/Paris 0 2 * * 0", "2027-03-28T00:30:00Z",
        [
          "is skipped on 2027-03-28 at 02:00 Europe/Paris, when clocks go forward",
          "runs twice on 2027-10-31 at 02:00 Europe/Paris, when clocks go back",
          "is skipped on 2028-03-26 at 02:00 Europe/Paris, when clocks go forward",
        ]
      ),
      (
        "TZ=Asia/Beirut 0 12 27 3 *", "2022-01-01T00:00:00Z",
        [
          "is skipped on 2022-03-27 at 12:00 Asia/Beirut, when clocks go forward"
        ]
      ),
      (
        "TZ=Australia/Lord_Howe 0 * * * *", "2024-09-01T00:00:00Z",
        [
          "is skipped on 2024-10-06 at 02:00 Australia/Lord_Howe, when clocks go forward"
        ]
      ),
      (
        "TZ=Australia/Lord_Howe 30 1 * * *", "2026-09-01T00:00:00Z",
        [
          "also runs on 2026-10-04 at 02:30 Australia/Lord_Howe, when clocks go forward",
          "runs twice on 2027-04-04 at 01:30 Australia/Lord_Howe, when clocks go back",
        ]
      ),
    ])
  func told(text: String, now: String, expected: [String]) throws {
    #expect(try Self.effects(text, now) == expected)
  }

  @Test(
    "what goes on evenly, or has no such time, is not told",
    arguments: [
      "TZ=Europe/Paris 0 * * * *", "TZ=Europe/Paris */15 * * * *", "TZ=Europe/Paris 0 4 * * *",
      "TZ=Europe/Paris 30 2 * * 1",
      "30 2 * * *", "TZ=Asia/Tokyo 30 2 * * *", "@every 1h", "TZ=Europe/Paris * 0-22 * * *",
      "TZ=Europe/Paris 30 2 30 2 *", "TZ=Europe/Paris , 2 * * *", "TZ=Europe/Paris 30 2 15 3,10 *",
    ])
  func untold(text: String) throws {
    #expect(try Self.effects(text, "2026-11-22T00:00:00Z").isEmpty)
  }

  @Test("what a change skips or doubles is what the activations of that year show")
  func agreesWithActivations() throws {
    let zones = TimeZoneDatabase.system
    let now = try Instant(parsing: "2026-01-01T00:00:00Z")
    for name in [
      "Europe/Paris", "America/New_York", "Africa/Casablanca", "America/Havana", "Asia/Gaza", "Australia/Lord_Howe",
    ] {
      let zone = try zones.zone(named: name)
      for hour in 0..<24 {
        let schedule = try CronSchedule(parsing: "30 \(hour) * * *", zones: zones)
        let effects = schedule.clockChangeEffects(after: now, in: zone)
        let end = now.seconds + 364 * 86_400
        let runs = schedule.activations(after: now, in: zone, count: 370).filter { $0.seconds < end }
        let days = runs.map { CivilTime(wallSeconds: $0.seconds + zone.offset(at: $0.seconds)).date }
        let doubled = Dictionary(grouping: days, by: \.self).filter { $1.count > 1 }.keys.sorted()
        #expect(effects.filter { $0.kind != .skipped }.map(\.wall.date) == doubled, "\(hour):30 \(name)")
        let count = Set(days).count + effects.count { $0.kind == .skipped }
        #expect((363...365).contains(count), "\(hour):30 \(name) runs on \(count) days")
      }
    }
  }
}
