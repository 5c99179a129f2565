// SPDX-License-Identifier: Apache-2.0
import Backups
import ClusterFacts
import KubeModel
import Policy
import Testing

@testable import Command
@testable import HTTPServer
@testable import Webhook

@Suite("Metrics of backups and restores")
struct OperationMetricsTests {
  private static func backup(_ name: String, _ status: String?, schedule: String? = "@daily") throws -> BackupFact {
    let schedule = schedule.map { #","schedule":"\#($0)""# } ?? ""
    let spec = try JSONValue(parsing: Array(#"{"cassandraCluster":"demo"\#(schedule)}"#.utf8))
    return BackupFact(
      key: ObjectKey(namespace: "a", name: name), spec: BackupSpec(spec),
      status: OperationStatus(try status.map { try JSONValue(parsing: Array($0.utf8)) }))
  }

  private static func restore(_ name: String, _ state: OperationState) -> OperationFact {
    OperationFact(kind: .restore, key: ObjectKey(namespace: "b", name: name), state: state)
  }

  private static func page(_ operations: WatchedOperations?) -> [Substring] {
    MetricsPage(
      ServerMetrics.Snapshot(), ReviewMetrics.Snapshot(), [], operations, certificateNotAfter: 0
    ).text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  private static func samples(_ operations: WatchedOperations) -> [Substring] {
    page(operations).filter { $0.hasPrefix("cassette_backup_") || $0.hasPrefix("cassette_operation_") }
  }

  @Test("of a schedule: its last success, its next run, the one after it, and whether it is overdue")
  func schedule() throws {
    let status = #"""
      {"lastSuccessTime":"2026-11-22T00:04:11Z","nextScheduleTime":"2026-11-23T00:00:00Z",
       "condition":{"type":"COMPLETED"},"conditions":[{"type":"Overdue","status":"True"}]}
      """#
    #expect(
      Self.samples(WatchedOperations(backups: [try Self.backup("nightly", status)])) == [
        #"cassette_backup_last_success_timestamp_seconds{namespace="a",name="nightly"} 1795305851"#,
        #"cassette_backup_next_run_timestamp_seconds{namespace="a",name="nightly"} 1795392000"#,
        #"cassette_backup_expected_interval_seconds{namespace="a",name="nightly"} 86400"#,
        #"cassette_backup_overdue{namespace="a",name="nightly"} 1"#,
      ])
  }

  @Test("what nobody has recorded is left out")
  func unrecorded() throws {
    let backups = [
      try Self.backup("new", nil),
      try Self.backup("handled", #"{"conditions":[{"type":"Ready","status":"True"}]}"#),
    ]
    #expect(
      Self.samples(WatchedOperations(backups: backups)) == [#"cassette_backup_overdue{namespace="a",name="handled"} 0"#]
    )
  }

  @Test("a backup without a schedule has a state and no times")
  func oneShot() throws {
    let status = #"{"lastSuccessTime":"2026-11-22T00:04:11Z","condition":{"type":"FAILED"},"conditions":[{}]}"#
    #expect(
      Self.samples(WatchedOperations(backups: [try Self.backup("once", status, schedule: nil)])) == [
        #"cassette_operation_state{kind="CassandraBackup",namespace="a",name="once",state="FAILED"} 1"#
      ])
  }

  @Test("a state is shown while somebody may wait for it or worry about it", arguments: OperationState.allCases)
  func states(state: OperationState) throws {
    let shown = Self.samples(WatchedOperations(restores: [Self.restore("r", state)]))
    let isShown = ["QUEUED", "PENDING", "RUNNING", "FAILED", "UNKNOWN"].contains(state.rawValue)
    let line = #"cassette_operation_state{kind="CassandraRestore",namespace="b",name="r",state="\#(state.rawValue)"} 1"#
    #expect(shown == (isShown ? [Substring(line)] : []))
  }

  @Test("there is nothing where no cluster is watched")
  func unwatched() {
    #expect(!Self.page(nil).contains { $0.contains("cassette_backup_") || $0.contains("cassette_operation_") })
  }

  @Test("each family of the page stands together behind one help and one type, and ends with a line feed")
  func families() throws {
    let status = #"{"lastSuccessTime":"2026-11-22T00:04:11Z","condition":{"type":"FAILED"},"conditions":[{}]}"#
    let backups = try (0..<3).map { try Self.backup("nightly-\($0)", status) }
    let lines = Self.page(WatchedOperations(backups: backups, restores: [Self.restore("r", .running)]))
    #expect(lines.last == "")
    var seen: Set<Substring> = []
    var family: Substring = ""
    for (line, next) in zip(lines, lines.dropFirst()) {
      let words = line.split(separator: " ")
      if line.hasPrefix("# HELP ") {
        family = words[2]
        #expect(seen.insert(family).inserted, "\(line)")
        #expect(next.hasPrefix("# TYPE \(family) "))
      } else if line.hasPrefix("# TYPE ") {
        #expect(words.count == 4 && words[2] == family, "\(line)")
      } else {
        let suffix = try #require(line.wholeMatch(of: /([a-z_]+)(\{[a-z]+="[^"\\]*"(,[a-z]+="[^"\\]*")*\})? [-0-9.e]+/))
        #expect([family, family + "_bucket", family + "_sum", family + "_count"].contains(suffix.1), "\(line)")
      }
    }
    #expect(seen.count > 15)
  }
}
