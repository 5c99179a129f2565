// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Outbound
import Policy
import Sandbox
import TestSupport
import Testing

@testable import Reconcilers

@Suite("What keeps a run from starting")
struct StartScenarioTests {
  typealias Change = @Sendable (Scenario) -> Void

  /// What is wrong, what the condition says of it, and the repair.
  static let obstacles: [(name: String, reason: String, wrong: Change, repair: Change)] = [
    ("no cluster", "cluster-exists", { $0.removeCluster() }, { $0.addCluster() }),
    ("no Secret", "secret-exists", { $0.removeSecret("keys") }, { $0.addSecret("keys") }),
    (
      "a Secret without its keys", "secret-keys", { $0.addSecret("keys", keys: ["awsregion"]) },
      { $0.addSecret("keys") }
    ),
    (
      "no ready pod", "NoReadyPod", { for pod in [Scenario.coordinator, Scenario.other] { $0.setReady(false, pod) } },
      { $0.setReady(true, Scenario.other) }
    ),
    (
      "no sidecars", "sidecar-enabled", { $0.addCluster(patch: #"{"spec":{"backRestSidecar":{"enabled":false}}}"#) },
      { $0.addCluster() }
    ),
    (
      "a datacenter that the cluster has not", "datacenter-exists",
      { $0.addCluster(patch: #"{"spec":{"topology":{"dc":[{"name":"west"}]}}}"#) }, { $0.addCluster() }
    ),
  ]

  @Test(
    "what kept a backup from starting is said once, and tried again when it is repaired", arguments: obstacles.indices)
  func repaired(index: Int) {
    let (name, reason, wrong, repair) = Self.obstacles[index]
    let scenario = Scenario()
    wrong(scenario)
    scenario.apply(Scenario.backup(Scenario.nightly, #"{"datacenter":"dc1"}"#))
    scenario.run(for: .seconds(1_800))
    #expect(scenario.backup.condition(.ready)?.isTrue == false, "\(name)")
    #expect(scenario.backup.condition(.ready)?.reason == reason, "\(name)")
    #expect(scenario.backupEvents.count == 1, "\(name): \(scenario.backupEvents)")
    #expect(scenario.posts.isEmpty, "\(name)")
    repair(scenario)
    scenario.run(for: .seconds(90))
    #expect(scenario.backup.state == .completed, "\(name)")
    #expect(scenario.posts.count == 1, "\(name)")
  }

  @Test("what kept a backup from starting is tried again by the process that comes after")
  func repairedLater() {
    let scenario = Scenario()
    scenario.removeSecret("keys")
    scenario.apply(Scenario.backup())
    scenario.run(for: .seconds(60))
    scenario.restartReconciler()
    scenario.addSecret("keys")
    scenario.run(for: .seconds(90))
    #expect(scenario.backup.state == .completed)
  }

  @Test("a backup of another namespace suppresses none")
  func otherTenant() {
    let theirs = ObjectKey(namespace: "rival", name: "nightly")
    let scenario = Scenario([Scenario.key("demo"), ObjectKey(namespace: "rival", name: "demo")])
    scenario.apply(Scenario.backup())
    scenario.run(for: .seconds(60))
    scenario.apply(Scenario.backup(theirs))
    scenario.run(for: .seconds(60))
    #expect(scenario.backup.state == .completed)
    #expect(scenario.status(.backup, theirs).state == .completed)
    #expect(scenario.posts.map { $0["k8sNamespace"] } == ["shop", "rival"])
  }

  @Test("a backup that failed does not keep the same from running under another name")
  func failedTwin() {
    let scenario = Scenario()
    scenario.cluster { cluster, _ in cluster.storage.removeBucket("s3://acme") }
    scenario.apply(Scenario.backup())
    scenario.run(for: .seconds(60))
    #expect(scenario.backup.state == .failed)
    scenario.cluster { cluster, _ in cluster.storage.addBucket("s3://acme") }
    let second = Scenario.key("second")
    scenario.apply(Scenario.backup(second, #"{"snapshotTag":"nightly"}"#))
    scenario.run(for: .seconds(60))
    #expect(scenario.status(.backup, second).state == .completed)
  }

  @Test("of two backups of one place that are made at once only one runs", arguments: ["s3://acme", "s3://acme/"])
  func twins(location: String) {
    let scenario = Scenario()
    let second = Scenario.key("second")
    scenario.apply(Scenario.backup())
    scenario.apply(Scenario.backup(second, #"{"snapshotTag":"nightly","storageLocation":"\#(location)"}"#))
    scenario.run(for: .seconds(120))
    #expect(scenario.posts.count == 1)
    #expect(scenario.backup.state == .completed)
    #expect(scenario.status(.backup, second).condition(.ready)?.reason == "duplicate-backup")
    #expect(scenario.events(.backup, second).last == "BackupSkipped")
  }

  @Test("a slot that cannot start takes nothing away of what is known of the run before")
  func earlierRun() {
    let scenario = Scenario.afterBackup(#"{"schedule":"*/10 * * * *"}"#)
    let before = scenario.backup
    scenario.setReady(false)
    scenario.setReady(false, Scenario.other)
    scenario.run(for: .seconds(601))
    let after = scenario.backup
    #expect(after.condition(.ready)?.reason == "NoReadyPod")
    #expect((after.id, after.lastSuccess, after.state) == (before.id, before.lastSuccess, .completed))
    #expect(after.history == before.history)
  }

  @Test(
    "what the sidecar would drop, cut or misread is never sent",
    arguments: [
      (#"{"entities":"ks1,ks2.t1"}"#, "entities-syntax"), (#"{"entities":"ks1.t1.x"}"#, "entities-syntax"),
      (#"{"bandwidth":"fast"}"#, "bandwidth"), (#"{"bandwidth":"0"}"#, "bandwidth"),
      (#"{"bandwidth":"4294967297M"}"#, "bandwidth"), (#"{"bandwidth":"2000G"}"#, "bandwidth"),
      (#"{"duration":"0s"}"#, "duration"), (#"{"duration":"soon"}"#, "duration"),
      (#"{"storageLocation":"gs://acme"}"#, "storage-location"),
      (#"{"storageLocation":"s3://acme/folder"}"#, "storage-location"),
      (#"{"storageLocation":"file:///a/b/c/d"}"#, "storage-location"),
      (#"{"concurrentConnections":-1}"#, "concurrent-connections"), (#"{"snapshotTag":"a/b"}"#, "snapshot-tag"),
      (#"{"datacenter":"dc"}"#, "datacenter-exists"),
    ])
  func refused(spec: String, rule: String) {
    let scenario = Scenario()
    scenario.apply(Scenario.backup(Scenario.nightly, spec))
    scenario.run(for: .seconds(60))
    #expect(scenario.backup.condition(.ready)?.reason == rule)
    #expect(scenario.backupEvents.count == 1)
    #expect(scenario.posts.isEmpty)
    // A correction counts at once.
    scenario.delete(.backup, Scenario.nightly)
    scenario.apply(Scenario.backup())
    scenario.run(for: .seconds(30))
    #expect(scenario.backup.state == .completed)
  }
}
