// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Testing

@testable import Policy

@Suite("Minutes that schedules share")
struct SharedSlotTests {
  private func spec(_ schedule: String, _ zone: String = "") throws -> BackupSpec {
    BackupSpec(try backup(#""schedule":"\#(schedule)","timeZone":"\#(zone)""#).spec)
  }

  @Test(
    "the first minute in which both are due is found, whichever is asked",
    arguments: [
      ("@daily", "@midnight", "2026-11-23T00:00:00Z"), ("0 2 * * *", "0 2 * * 1", "2026-11-23T02:00:00Z"),
      ("*/7 * * * *", "*/11 * * * *", "2026-11-22T13:00:00Z"), ("0 0 13 * *", "0 0 * 12 *", "2026-12-13T00:00:00Z"),
      ("30 2 1 * *", "*/30 * * * *", "2026-12-01T02:30:00Z"), ("0 12 * * *", "* * * * *", "2026-11-23T12:00:00Z"),
    ])
  func meeting(one: String, other: String, slot: String) throws {
    #expect(SharedSlot.first(of: try spec(one), try spec(other), after: noon)?.description == slot)
    #expect(SharedSlot.first(of: try spec(other), try spec(one), after: noon)?.description == slot)
  }

  @Test(
    "schedules that never meet share nothing",
    arguments: [
      ("0 2 * * *", "0 3 * * *"), ("0 2 * * *", "1 2 * * *"), ("0 2 * 1 *", "0 2 * 2 *"), ("0 2 * * 1", "0 2 * * 2"),
      ("0 0 30 2 *", "@daily"), ("@every 1h", "@hourly"), ("@hourly", "@every 1h"), ("", "@daily"),
      ("0 24 * * *", "@daily"),
    ])
  func apart(one: String, other: String) throws {
    #expect(SharedSlot.first(of: try spec(one), try spec(other), after: noon) == nil)
  }

  @Test("schedules in two zones meet by the same clock")
  func zones() throws {
    let tokyo = try spec("0 3 * * *", "Asia/Tokyo")
    #expect(SharedSlot.first(of: tokyo, try spec("0 18 * * *"), after: noon)?.description == "2026-11-22T18:00:00Z")
    #expect(SharedSlot.first(of: tokyo, try spec("0 3 * * *"), after: noon) == nil)
    #expect(SharedSlot.first(of: tokyo, try spec("TZ=Asia/Tokyo 0 3 * * *"), after: noon) != nil)
  }
}
