// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Policy
import Testing

@testable import Reconcilers

@Suite("Events")
struct NoticeTests {
  @Test("the reasons that people have alerts on are CassKop's, and a failure is a warning")
  func reasons() {
    let notices: [(Notice?, String, Bool)] = [
      (.scheduled("@daily"), "BackupTaskscheduled", false), (.unscheduled, "BackupTaskUnscheduled", false),
      (.skipped(noon, ""), "BackupSkipped", true), (.chosen(.restore, "demo-0"), "RestoreRequired", false),
      (.initiated(.backup, id: "a", on: "demo-0"), "BackupInitiated", false),
      (.initiated(.restore, id: "a", on: "demo-0"), "RestoreInitiated", false),
      (.notInitiated(.backup, ""), "BackupNotInitiated", true),
      (.notInitiated(.restore, ""), "PerformRestoreOperationFailed", true),
      (.ended(.backup, .completed("")), "BackupCompleted", false),
      (.ended(.restore, .completed("")), "RestoreCompleted", false),
      (.ended(.backup, .failed("A", "")), "BackupFailed", true),
      (.ended(.restore, .failed("A", "")), "RestoreFailed", true),
      (.ended(.restore, .unknown("A", "")), "RestoreUnknown", true),
    ]
    for (notice, reason, isWarning) in notices {
      #expect(notice?.reason == reason)
      #expect(notice?.isWarning == isWarning)
    }
    #expect(Notice.chosen(.backup, "demo-0") == nil)
  }

  @Test("a failure says why")
  func causes() {
    #expect(Notice.ended(.backup, .failed("IncompleteNodes", "demo-1")).message == "IncompleteNodes: demo-1")
    #expect(Notice.stopped(.backup, id: "abc", "late").message == "operation abc: late")
    #expect(Notice.stopped(.restore, id: nil, "late").message == "the operation: late")
    #expect(Notice.skipped(noon, "busy").message == "no run for 2026-11-22T12:00:00Z: busy")
  }

  @Test(
    "what the rules refuse has CassKop's reason where it has one",
    arguments: [
      ("cluster-exists", "CassandraClusterNotFound", "CassandraClusterNotFound"),
      ("secret-exists", "BackupFailedSecretNotFound", "RestoreRefused"),
      ("duration", "BackupFailedDurationParseError", "RestoreRefused"),
      ("schedule-syntax", "BackupInvalidSchedule", "BackupInvalidSchedule"),
      ("duplicate-backup", "BackupSkipped", "BackupSkipped"), ("backup-exists", "BackupNotFound", "BackupNotFound"),
      ("bandwidth", "BackupRefused", "RestoreRefused"),
    ] as [(RuleID, String, String)])
  func refused(rule: RuleID, backup: String, restore: String) {
    let finding = Finding(rule, .deny, at: FieldPath("spec"), .remark, "wrong")
    #expect(Notice.refused(.backup, finding).reason == backup)
    #expect(Notice.refused(.restore, finding).reason == restore)
    #expect(Notice.refused(.backup, finding).isWarning)
    #expect(Notice.refused(.backup, finding).message.hasPrefix("spec: "))
  }
}
