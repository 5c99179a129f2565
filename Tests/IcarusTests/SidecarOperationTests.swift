// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Testing

@testable import Icarus

@Suite("An operation as the sidecar shows it")
struct SidecarOperationTests {
  private func operation(_ members: String) throws -> SidecarOperation? {
    SidecarOperation(try Examples.json(#"{"id":"a","state":"RUNNING",\#(members)}"#))
  }

  @Test("all that a sidecar prints is read")
  func example() throws {
    let expected = SidecarOperation(
      id: Examples.id, kind: .backup, state: .failed, progress: 1,
      failures: [SidecarFailure(source: "demo-dc1-rack1-0", message: "no such bucket")],
      creationTime: "2024-05-01T02:00:00.101Z", startTime: "2024-05-01T02:00:00.105Z",
      completionTime: "2024-05-01T02:00:12.400Z", isGlobal: true, snapshotTag: "nightly" + Examples.stamp,
      storageLocation: "s3://acme", entities: "ks1,ks2", datacenter: "dc1")
    let operation = try #require(SidecarOperation(try Examples.json(Examples.operation)))
    #expect(operation == expected)
    #expect(operation.createdAt == Instant(seconds: 1_714_528_800, nanoseconds: 101_000_000))
    #expect(operation.startedAt == Instant(seconds: 1_714_528_800, nanoseconds: 105_000_000))
    #expect(operation.completedAt == Instant(seconds: 1_714_528_812, nanoseconds: 400_000_000))
    #expect(operation.hasEnded)
    #expect(!operation.hasSucceeded)
  }

  @Test("id and state are enough")
  func least() throws {
    let operation = try #require(SidecarOperation(try Examples.json(#"{"id":"a","state":"PENDING"}"#)))
    #expect(operation == SidecarOperation(id: "a", kind: .other(""), state: .pending, isGlobal: false))
  }

  @Test(
    "what has no id or no state is none",
    arguments: [
      "null", "[]", "7", "\"x\"", "{}", #"{"id":"a"}"#, #"{"state":"RUNNING"}"#, #"{"id":"","state":"RUNNING"}"#,
      #"{"id":1,"state":"RUNNING"}"#, #"{"id":"a","state":null}"#, #"{"id":"../x","state":"RUNNING"}"#,
      #"{"id":"a b","state":"RUNNING"}"#, #"{"id":"\#(String(repeating: "a", count: 65))","state":"RUNNING"}"#,
    ])
  func none(text: String) throws {
    #expect(SidecarOperation(try Examples.json(text)) == nil)
  }

  @Test(
    "the sidecar's five states are known, and no others",
    arguments: [
      ("PENDING", .pending), ("RUNNING", .running), ("COMPLETED", .completed), ("FAILED", .failed),
      ("CANCELLED", .cancelled), ("REQUIRED", .unknown), ("QUEUED", .unknown), ("UNKNOWN", .unknown),
      ("running", .unknown), ("", .unknown), ("CANCELED", .unknown),
    ] as [(String, OperationState)])
  func state(text: String, state: OperationState) throws {
    #expect(SidecarOperation(try Examples.json(#"{"id":"a","state":"\#(text)"}"#))?.state == state)
  }

  @Test(
    "progress is a float of Java's, and never outside its bounds",
    arguments: [
      ("1.0E-4", 0.0001), ("0.33333334", 0.33333334), ("0", 0), ("1.0", 1), ("1e999", 1), ("-1e999", 0), ("2", 1),
      ("-0.5", 0), ("\"NaN\"", 0), ("null", 0), ("{}", 0), ("\"0.5\"", 0), ("9.9E-1", 0.99),
    ])
  func progress(text: String, progress: Double) throws {
    #expect(try operation(#""progress":\#(text)"#)?.progress == progress)
  }

  @Test(
    "times have any fraction; what is no time is kept as it is written",
    arguments: [
      ("2024-05-01T02:00:00Z", 0), ("2024-05-01T02:00:00.101Z", 101_000_000),
      ("2024-05-01T02:00:00.000101Z", 101_000), ("2024-05-01T02:00:00.000000101Z", 101), ("soon", nil), ("", nil),
    ] as [(String, Int32?)])
  func times(text: String, nanoseconds: Int32?) throws {
    let operation = try #require(try operation(#""completionTime":"\#(text)","creationTime":7"#))
    #expect(operation.completionTime == text)
    #expect(operation.completedAt == nanoseconds.map { Instant(seconds: 1_714_528_800, nanoseconds: $0) })
    #expect(operation.creationTime == nil)
    #expect(operation.createdAt == nil)
  }

  @Test(
    "the end is a last state and a time; success is that and no failure",
    arguments: [
      (.pending, true, false, false), (.running, true, false, false), (.completed, true, true, true),
      (.failed, true, true, false), (.cancelled, true, true, false), (.unknown, true, false, false),
      (.completed, false, false, false), (.failed, false, false, false), (.cancelled, false, false, false),
    ] as [(OperationState, Bool, Bool, Bool)])
  func end(state: OperationState, hasTime: Bool, hasEnded: Bool, hasSucceeded: Bool) {
    var operation = SidecarOperation(id: "a", kind: .backup, state: state, completionTime: hasTime ? "now" : nil)
    #expect(operation.hasEnded == hasEnded)
    #expect(operation.hasSucceeded == hasSucceeded)
    operation.failures = [SidecarFailure(source: "", message: nil)]
    #expect(operation.hasEnded == hasEnded)
    #expect(!operation.hasSucceeded)
  }

  @Test("a failure counts, whatever can be read of it")
  func failures() throws {
    let failures = try operation(
      #""errors":[{"source":"a","message":"b\nc"},{"source":"10.0.0.7"},{},null,7,{"source":1,"message":2}]"#)?.failures
    let unreadable = SidecarFailure(source: "", message: nil)
    #expect(
      failures == [
        SidecarFailure(source: "a", message: "b c"), SidecarFailure(source: "10.0.0.7", message: nil), unreadable,
        unreadable, unreadable, unreadable,
      ])
    #expect(try operation(#""errors":{}"#)?.failures == [])
  }

  @Test("of many and long failures some are kept, and their beginnings")
  func manyFailures() throws {
    let text = String(repeating: "x", count: 5_000)
    let errors = Array(repeating: #"{"source":"\#(text)","message":"\#(text)"}"#, count: 500).joined(separator: ",")
    let failures = try #require(try operation(#""errors":[\#(errors)]"#)?.failures)
    #expect(failures.count == SidecarOperation.mostFailures)
    #expect(failures[0].message == String(repeating: "x", count: 999) + "…")
    #expect(failures[0].source == String(repeating: "x", count: 252) + "…")
  }

  @Test(
    "types other than ours keep their names",
    arguments: [
      ("backup", .backup), ("restore", .restore), ("cleanup", .other("cleanup")), ("Backup", .other("Backup")),
    ]
      as [(String, SidecarOperation.Kind)])
  func kind(type: String, kind: SidecarOperation.Kind) throws {
    let read = try operation(#""type":"\#(type)","globalRequest":"true","restorationPhase":"IMPORT""#)
    #expect(read?.kind == kind)
    #expect(read?.kind.description == type)
    #expect(read?.isGlobal == false)
    #expect(read?.restorationPhase == "IMPORT")
  }
}
