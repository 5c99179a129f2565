// SPDX-License-Identifier: Apache-2.0
import KubeModel
import TestSupport
import Testing

@testable import Reconcilers

@Suite("The times of a schedule", .timeLimit(.minutes(1)))
struct SlotClockTests {
  private func clock(_ schedule: String, _ zone: String = "") throws -> SlotClock {
    let spec = zone.isEmpty ? "{}" : #"{"timeZone":"\#(zone)"}"#
    return try #require(SlotClock(Course.scheduled(schedule, spec).observed))
  }

  private static func schedule(_ random: inout RandomStatuses) -> String {
    let minute = random.pick(["*", "0", "30", "*/7", "1-5", "59", "0,45"])
    let hour = random.pick(["*", "0", "2", "*/5", "22-23", "1,2,3"])
    let day = random.pick(["*", "*", "1", "29", "*/9", "31"])
    let month = random.pick(["*", "*", "2", "1,7"])
    let weekday = random.pick(["*", "*", "1", "sat,sun"])
    return random.pick(["@every 7m", "@every 25h", "\(minute) \(hour) \(day) \(month) \(weekday)"])
  }

  @Test("the latest slot is the one that a walk through all of them ends at", arguments: UInt64(1)...4)
  func latest(seed: UInt64) throws {
    var random = RandomStatuses(seed: seed)
    for _ in 0..<40 {
      let schedule = Self.schedule(&random)
      let clock = try clock(schedule, random.pick(["", "Europe/Paris", "America/Sao_Paulo", "Australia/Lord_Howe"]))
      let start = Instant(seconds: Int64(random.number(1_500_000_000..<1_900_000_000)))
      guard let first = clock.next(after: start) else { continue }
      var (slot, steps) = (first, 0)
      let walk = random.number(0..<300)
      while steps < walk, let next = clock.next(after: slot) { (slot, steps) = (next, steps + 1) }
      let following = clock.next(after: slot) ?? slot + .seconds(1)
      for now in [slot, slot + .nanoseconds(1), following - .nanoseconds(1)] {
        #expect(clock.latest(from: first, upTo: now) == slot, "\(schedule) from \(first) up to \(now)")
      }
    }
  }

  @Test(
    "ten years, and a thousand, are no more work than a day",
    arguments: [
      ("* * * * *", "2026-11-22T12:00:00Z"), ("@every 1s", "2026-11-22T12:00:00Z"),
      ("0 0 * * *", "2026-11-22T00:00:00Z"), ("* * 1 1 *", "2026-01-01T23:59:00Z"),
      ("* * 29 2 *", "2024-02-29T23:59:00Z"),
    ])
  func longAgo(schedule: String, slot: String) throws {
    let clock = try clock(schedule)
    for year in ["2016", "1016", "0000"] {
      let first = try #require(clock.next(after: time("\(year)-01-01T00:00:00Z")))
      #expect(clock.latest(from: first, upTo: noon) == time(slot))
    }
  }

  @Test("a 29 February is found over a century that has none")
  func leapDays() throws {
    let clock = try clock("0 0 29 2 *")
    let first = time("2096-02-29T00:00:00Z")
    #expect(clock.latest(from: first, upTo: time("2103-12-31T00:00:00Z")) == first)
  }

  @Test(
    "a success is overdue half a period after its slot, a minute at least and six hours at most",
    arguments: [
      ("@every 1s", "2026-11-22T12:01:00Z"), ("@every 10m", "2026-11-22T12:05:00Z"),
      ("0 */4 * * *", "2026-11-22T14:00:00Z"), ("0 12 * * *", "2026-11-22T18:00:00Z"),
      ("0 12 * * 0", "2026-11-22T18:00:00Z"),
    ])
  func overdue(schedule: String, overdue: String) throws {
    #expect(try clock(schedule).overdue(noon) == time(overdue))
  }

  @Test("a clock is told from another by the schedule and its zone as they are written")
  func text() throws {
    #expect(try clock("0 0 * * *").text == "0 0 * * *")
    #expect(try clock("0 0 * * *", "Europe/Paris").text == "0 0 * * * (Europe/Paris)")
    #expect(SlotClock(Course.backup().observed) == nil)
    #expect(SlotClock(Course.restore().observed) == nil)
    #expect(SlotClock(Course.scheduled("TZ=UTC").observed) == nil)
  }
}
