// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Policy
import Sandbox
import TestSupport
import Testing

@testable import Reconcilers

@Suite("Schedules that are carried out")
struct ScheduleScenarioTests {
  private let tenMinutes = #"{"schedule":"*/10 * * * *"}"#

  private func minutes(_ scenario: Scenario) -> [Int] {
    scenario.posts.map { Int(($0.time - noon).components.seconds) / 60 }
  }

  @Test("each slot has one run, whoever leads")
  func leaders() {
    let scenario = Scenario()
    scenario.apply(Scenario.backup(Scenario.nightly, tenMinutes))
    scenario.run(for: .seconds(14 * 60))
    scenario.restartReconciler()
    scenario.run(for: .seconds(6 * 60))
    scenario.restartReconciler()
    scenario.run(for: .seconds(15 * 60))
    #expect(minutes(scenario) == [10, 20, 30])
    #expect(scenario.backup.history.map(\.state) == ["COMPLETED", "COMPLETED", "COMPLETED"])
  }

  @Test("a slot that passed while nobody led is made up for once")
  func outage() {
    let scenario = Scenario()
    scenario.apply(Scenario.backup(Scenario.nightly, tenMinutes))
    scenario.run(for: .seconds(60))
    scenario.isAPIServerDown = true
    scenario.run(for: .seconds(34 * 60))
    scenario.isAPIServerDown = false
    scenario.run(for: .seconds(10 * 60))
    #expect(minutes(scenario) == [35, 40])
  }

  @Test("a sidecar that does not answer for a moment costs no slot")
  func silence() {
    let scenario = Scenario()
    scenario.apply(Scenario.backup(Scenario.nightly, tenMinutes))
    scenario.run(for: .seconds(595))
    scenario.fault(.down)
    scenario.run(for: .seconds(10))
    #expect(scenario.backup.condition(.ready)?.reason == "SidecarSilent")
    scenario.fault([])
    scenario.run(for: .seconds(60))
    #expect(minutes(scenario) == [10])
    #expect(scenario.backup.history.map(\.state) == ["COMPLETED"])
  }

  @Test("an edit counts with the next slot, and a schedule that is removed starts nothing more")
  func edits() {
    let scenario = Scenario()
    scenario.apply(Scenario.backup(Scenario.nightly, tenMinutes))
    scenario.run(for: .seconds(15 * 60))
    scenario.change(.backup, Scenario.nightly, #"{"spec":{"entities":"ks2","secret":null}}"#)
    scenario.run(for: .seconds(10 * 60))
    scenario.change(.backup, Scenario.nightly, #"{"spec":{"schedule":"*/30 * * * *"}}"#)
    scenario.run(for: .seconds(10 * 60))
    scenario.change(.backup, Scenario.nightly, #"{"spec":{"schedule":null}}"#)
    scenario.run(for: .seconds(3_600))
    #expect(minutes(scenario) == [10, 20, 30])
    #expect(scenario.posts.map { $0["entities"] } == [nil, "ks2", "ks2"])
    #expect(scenario.posts.map { $0["k8sSecretName"] } == ["keys", "", ""])
  }

  @Test("what the rules have against a schedule is said before its time comes, once, and taken back when it is mended")
  func refused() {
    let scenario = Scenario()
    scenario.removeSecret("keys")
    scenario.apply(Scenario.backup(Scenario.nightly, #"{"schedule":"@midnight"}"#))
    scenario.run(for: .seconds(1))
    #expect(scenario.backup.condition(.ready)?.reason == "secret-exists")
    scenario.run(for: .seconds(600))
    #expect(scenario.backupEvents == ["BackupFailedSecretNotFound", "BackupTaskscheduled"])
    scenario.addSecret("keys")
    scenario.run(for: .seconds(60))
    #expect(scenario.backup.condition(.ready)?.isTrue == true)
    #expect(scenario.posts.isEmpty)
  }

  @Test("backups of one name in two namespaces run both, each to its own")
  func namespaces() {
    let theirs = ObjectKey(namespace: "rival", name: "nightly")
    let scenario = Scenario([Scenario.key("demo"), ObjectKey(namespace: "rival", name: "demo")])
    scenario.apply(Scenario.backup(Scenario.nightly, tenMinutes))
    scenario.apply(Scenario.backup(theirs, tenMinutes))
    scenario.run(for: .seconds(15 * 60))
    #expect(Set(scenario.posts.map { $0["k8sNamespace"] }) == ["shop", "rival"])
    scenario.delete(.backup, theirs)
    scenario.run(for: .seconds(10 * 60))
    #expect(scenario.object(.backup, theirs) == nil)
    #expect(scenario.posts.map { $0["k8sNamespace"] }.suffix(1) == ["shop"] && scenario.posts.count == 3)
  }

  @Test("one that ran without a schedule does not keep the same with a schedule from running")
  func twin() {
    let scenario = Scenario.afterBackup()
    let second = Scenario.key("second")
    scenario.apply(Scenario.backup(second, #"{"snapshotTag":"nightly","schedule":"*/10 * * * *"}"#))
    scenario.run(for: .seconds(15 * 60))
    #expect(scenario.status(.backup, second).state == .completed)
  }

  @Test(
    "a slot that finds the cluster busy is skipped, or waits if the backup is told to queue, and says so once",
    arguments: ["Forbid", "Queue"])
  func busy(policy: String) {
    let scenario = Scenario()
    let second = Scenario.key("second")
    scenario.apply(Scenario.backup(Scenario.nightly, tenMinutes))
    scenario.apply(Scenario.backup(second, #"{"schedule":"*/10 * * * *","concurrencyPolicy":"\#(policy)"}"#))
    scenario.run { scenario.backup.state == .running }
    scenario.run(for: .seconds(12))
    let isQueued = policy == "Queue"
    let status = scenario.status(.backup, second)
    #expect(status.state == (isQueued ? .queued : nil))
    #expect(status.history.map(\.reason) == (isQueued ? [] : ["ClusterBusy"]))
    #expect(scenario.events(.backup, second).dropFirst() == [isQueued ? "BackupQueued" : "BackupSkipped"])
    scenario.run(for: .seconds(120))
    #expect(scenario.posts.count == (isQueued ? 2 : 1))
    #expect(scenario.status(.backup, second).state == (isQueued ? .completed : nil))
  }

  @Test("a run is not begun while the one before is at work, and the slot says so")
  func overlap() {
    let scenario = Scenario()
    scenario.apply(Scenario.backup(Scenario.nightly, #"{"schedule":"* * * * *","activeDeadlineSeconds":86400}"#))
    scenario.run { scenario.backup.state == .running }
    // Nobody hears from the coordinator for a while, and so nobody knows that it is over.
    scenario.fault(.down)
    scenario.run(for: .seconds(150))
    #expect(scenario.posts.count == 1)
    #expect(scenario.backup.history.map(\.reason) == ["StillRunning", "StillRunning"])
    #expect(scenario.backupEvents.contains("BackupSkipped"))
  }
}
