// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Testing

@Suite("Status of an operation")
struct OperationStatusTests {
  private func status(_ json: String) throws -> OperationStatus? {
    OperationStatus(try JSONValue(parsing: Array(json.utf8)))
  }

  @Test("of an empty status nothing is known", arguments: ["{}", "null", "[]", "\"x\""])
  func empty(json: String) throws {
    #expect(try status(json) == nil)
    #expect(OperationStatus(nil) == nil)
  }

  @Test(
    "each state says whether it has started, is done and is at work",
    arguments: [
      ("REQUIRED", false, false, true), ("QUEUED", false, false, true), ("PENDING", true, false, true),
      ("RUNNING", true, false, true), ("COMPLETED", true, true, false), ("FAILED", true, false, false),
      ("CANCELLED", true, false, false), ("CANCELED", true, false, false), ("UNKNOWN", true, false, false),
    ])
  func states(word: String, hasStarted: Bool, hasCompleted: Bool, isActive: Bool) throws {
    let status = try #require(try status(#"{"condition":{"type":"\#(word)"}}"#))
    #expect(status.hasStarted == hasStarted && status.hasCompleted == hasCompleted)
    #expect(status.state?.isActive == isActive)
  }

  @Test("a word nobody knows is no state", arguments: ["running", "", "DONE"])
  func words(word: String) throws {
    let status = try #require(try status(#"{"condition":{"type":"\#(word)"}}"#))
    #expect(status.state == nil && !status.hasStarted && !status.hasCompleted)
  }

  @Test(
    "a record of a run says that it has started, an empty one does not",
    arguments: [
      (#""id":"0b8f""#, true), (#""timeStarted":"2026-11-22T10:00:00Z""#, true), (#""run":{"slot":"x"}"#, true),
      (#""run":{"phase":"Starting","attempt":1}"#, true), (#""run":{"phase":"Running"}"#, true),
      (#""run":{"phase":"Queued","attempt":2}"#, true), (#""run":{"phase":"queued","attempt":1}"#, true),
      (#""run":{"phase":"Queued","attempt":1}"#, false), (#""run":{"phase":"Queued"}"#, false),
      (#""run":{"phase":"Queued"},"id":"0b8f""#, true),
      (#""run":{"phase":"Queued"},"condition":{"type":"QUEUED"}"#, false),
      (#""run":{"phase":"Queued"},"condition":{"type":"PENDING"}"#, true),
      (#""id":"""#, false), (#""timeStarted":null"#, false), (#""run":{}"#, false), (#""progress":"0%""#, false),
    ])
  func records(member: String, hasStarted: Bool) throws {
    #expect(try #require(try status("{\(member)}")).hasStarted == hasStarted)
  }

  @Test(
    "an earlier success counts",
    arguments: [
      (#""lastSuccessTime":"2026-11-21T00:04:11Z""#, true), (#""lastSuccessTime":"""#, false),
      (#""history":[{"state":"FAILED"},{"state":"COMPLETED"}]"#, true), (#""history":[{"state":"FAILED"}]"#, false),
      (#""history":{}"#, false),
    ])
  func successes(member: String, hasCompleted: Bool) throws {
    let json = #"{"condition":{"type":"FAILED"},\#(member)}"#
    #expect(try #require(try status(json)).hasCompleted == hasCompleted)
  }

  @Test(
    "times are read in whole seconds, and what is no time is as if it were not there",
    arguments: [
      ("2026-11-22T12:00:00Z", 1_795_348_800), ("2026-11-22T13:00:00.9+01:00", 1_795_348_800),
      ("2106-02-07T06:28:15Z", 4_294_967_295), ("2106-02-07T06:28:16Z", nil), ("9999-12-31T23:59:59Z", nil),
      ("1970-01-01T00:00:00Z", nil), ("1969-12-31T23:59:59Z", nil), ("", nil), ("yesterday", nil),
      ("2026-13-01T00:00:00Z", nil),
    ] as [(String, Int64?)])
  func times(text: String, seconds: Int64?) throws {
    let last = try #require(try status(#"{"lastSuccessTime":"\#(text)"}"#))
    #expect(last.lastSuccess == seconds && last.nextRun == nil)
    let next = try #require(try status(#"{"nextScheduleTime":"\#(text)"}"#))
    #expect(next.nextRun == seconds && next.lastSuccess == nil)
    #expect(try #require(try status(#"{"nextScheduleTime":1795348800}"#)).nextRun == nil)
  }

  @Test(
    "whether it is overdue is known where conditions are written",
    arguments: [
      (#""conditions":[{"type":"Ready","status":"True"},{"type":"Overdue","status":"True"}]"#, true),
      (#""conditions":[{"type":"Overdue","status":"False"}]"#, false),
      (#""conditions":[{"type":"Overdue","status":"Unknown"}]"#, false),
      (#""conditions":[{"type":"Ready","status":"True"}]"#, false),
      (#""conditions":[]"#, nil), (#""conditions":{"type":"Overdue","status":"True"}"#, nil),
      (#""condition":{"type":"RUNNING"}"#, nil),
    ] as [(String, Bool?)])
  func overdue(member: String, isOverdue: Bool?) throws {
    #expect(try #require(try status("{\(member)}")).isOverdue == isOverdue)
  }
}
