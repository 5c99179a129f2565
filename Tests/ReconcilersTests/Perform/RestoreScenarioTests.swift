// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Outbound
import Policy
import Sandbox
import TestSupport
import Testing

@testable import Reconcilers

@Suite("Restores")
struct RestoreScenarioTests {
  private func restores(_ scenario: Scenario) -> [ScenarioPost] { scenario.posts.filter { $0["type"] == "restore" } }

  @Test(
    "what the sidecar would find out too late, or never, is not sent",
    arguments: [
      (#"{"cassandraCluster":"copy"}"#, "restore-cluster"), (#"{"datacenter":"west"}"#, "restore-datacenter"),
      (#"{"entities":"ks2"}"#, "entities-subset"), (#"{"rename":{"ks1.t1":"ks1.t1"}}"#, "rename"),
      (#"{"entities":"ks1.t1","rename":{"ks1.t2":"ks1.t3"}}"#, "rename-entities"),
      (#"{"schemaVersion":"seven"}"#, "schema-version"),
      (#"{"cassandraDirectory":"cassandra"}"#, "directories"), (#"{"secret":"none"}"#, "secret-exists"),
    ])
  func refused(spec: String, rule: String) {
    let scenario = Scenario.afterBackup(#"{"entities":"ks1","datacenter":"dc1"}"#)
    scenario.apply(Scenario.restore(Scenario.again, spec))
    scenario.run(for: .seconds(300))
    #expect(scenario.restore.condition(.ready)?.reason == rule)
    #expect(scenario.restoreEvents.count == 1)
    #expect(restores(scenario).isEmpty)
  }

  @Test("a restore waits until its backup is there and has completed, and says so once")
  func early() {
    let scenario = Scenario()
    scenario.apply(Scenario.restore())
    scenario.run(for: .seconds(300))
    #expect(scenario.restore.condition(.ready)?.reason == "backup-exists")
    #expect(scenario.restoreEvents == ["BackupNotFound"])
    scenario.cluster { cluster, _ in cluster.storage.removeBucket("s3://acme") }
    scenario.apply(Scenario.backup(Scenario.nightly, #"{"schedule":"*/10 * * * *"}"#))
    scenario.run { scenario.backup.lastFailure != nil }
    scenario.run(for: .seconds(60))
    #expect(scenario.restore.condition(.ready)?.reason == "backup-restorable")
    #expect(restores(scenario).isEmpty)
    scenario.cluster { cluster, _ in cluster.storage.addBucket("s3://acme") }
    scenario.run(for: .seconds(900))
    #expect(scenario.restore.state == .completed)
    #expect(restores(scenario).count == 1)
  }

  @Test("a restore waits for the backup of its cluster that is at work, and the other way round")
  func busy() {
    let scenario = Scenario.afterBackup()
    let second = Scenario.key("second")
    scenario.apply(Scenario.backup(second))
    scenario.run(for: .seconds(1))
    scenario.apply(Scenario.restore())
    scenario.run(for: .seconds(1))
    let third = Scenario.key("third")
    scenario.apply(Scenario.backup(third))
    scenario.run(for: .seconds(1))
    #expect(scenario.status(.backup, second).state?.isActive == true)
    #expect(scenario.restore.state == .queued && scenario.status(.backup, third).state == .queued)
    #expect(
      scenario.status(.backup, third).condition(.progressing)?.message
        == "position 2 in the queue of cluster demo, after restore again")
    scenario.run(for: .seconds(180))
    #expect(scenario.restore.state == .completed && scenario.status(.backup, third).state == .completed)
    #expect(scenario.posts.map { $0["type"] } == ["backup", "backup", "restore", "backup"])
  }

  @Test("a restore that says no datacenter is of that of its backup, and so is its coordinator")
  func datacenter() {
    let datacenters = [SimulatedDatacenter("east", nodes: 1), SimulatedDatacenter("west", nodes: 1)]
    let scenario = Scenario([Scenario.key("demo")], datacenters)
    scenario.apply(Scenario.backup(Scenario.nightly, #"{"datacenter":"west"}"#))
    scenario.run(for: .seconds(60))
    scenario.apply(Scenario.restore())
    scenario.run(for: .seconds(60))
    #expect(scenario.restore.state == .completed)
    #expect(restores(scenario).map { $0["dc"] } == ["west"])
    #expect(scenario.restore.coordinator == "demo-west-rack1-0")
  }

  @Test("of a backup with a schedule the last run that succeeded is restored")
  func lastSuccess() {
    let scenario = Scenario.afterBackup(#"{"schedule":"*/10 * * * *"}"#)
    let tag = scenario.backup.history.first?.tag
    // A longer tag that is newer, and a run that failed.
    scenario.apply(Scenario.backup(Scenario.key("nightly-2")))
    scenario.run(for: .seconds(60))
    scenario.cluster { cluster, _ in cluster.storage.removeSecret("keys", in: "shop") }
    scenario.run { scenario.backup.lastFailure != nil }
    scenario.addSecret("keys")
    scenario.apply(Scenario.restore())
    scenario.run(for: .seconds(60))
    #expect(restores(scenario).map { $0["snapshotTag"] } == [tag])
    #expect(scenario.restore.state == .completed)
  }

  @Test("a status with a coordinator and no condition stops nobody")
  func handmade() {
    let scenario = Scenario.afterBackup()
    scenario.apply(
      Scenario.restore().merged(with: json(#"{"status":{"coordinatorMember":"demo-dc1-rack1-7","progress":7}}"#)))
    scenario.run(for: .seconds(60))
    #expect(scenario.restore.state == .completed)
    #expect(restores(scenario).count == 1)
  }

  @Test("the failures of all nodes are told, and not those of the first alone")
  func failures() {
    let scenario = Scenario.afterBackup()
    scenario.cluster { cluster, _ in cluster.schemaAgrees = false }
    scenario.apply(Scenario.restore())
    scenario.run(for: .seconds(60))
    #expect(scenario.restore.state == .failed)
    #expect(Set(scenario.restore.failures.map(\.source)) == [Scenario.coordinator, Scenario.other])
    #expect(scenario.events.last?.notice.isWarning == true)
  }
}
