// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Outbound
import Policy
import Sandbox
import TestSupport
import Testing

@testable import Reconcilers

@Suite("Objects that are deleted")
struct DeletionScenarioTests {
  private func scenario(during kind: SubjectKind) -> (Scenario, ObjectKey) {
    guard kind == .restore else {
      let scenario = Scenario()
      scenario.apply(Scenario.backup())
      scenario.run { scenario.backup.state == .running }
      return (scenario, Scenario.nightly)
    }
    let scenario = Scenario.afterBackup()
    // As CassKop leaves it, so that a restore is of the plain tag.
    scenario.change(.backup, Scenario.nightly, #"{"status":{"history":null}}"#)
    scenario.apply(Scenario.restore())
    scenario.run { scenario.restore.state == .running }
    return (scenario, Scenario.again)
  }

  /// Operations that somebody asked to stop.
  private func stopped(_ scenario: Scenario) -> [String] {
    scenario.requests.filter { $0.method == .delete }.map(\.url)
  }

  @Test("whoever deletes an object at work has the sidecar asked to stop, and is told", arguments: SubjectKind.allCases)
  func running(kind: SubjectKind) throws {
    let (scenario, key) = scenario(during: kind)
    let id = try #require(scenario.status(kind, key).id)
    scenario.delete(kind, key)
    scenario.run(for: .seconds(1))
    #expect(stopped(scenario).contains { $0.hasSuffix(id) })
    #expect(scenario.events(kind, key).last == (kind == .backup ? "BackupStopped" : "RestoreStopped"))
    scenario.run(for: .seconds(60))
    #expect(scenario.object(kind, key) == nil)
    #expect(scenario.posts.last?["type"] == (kind == .backup ? "backup" : "restore"))
  }

  @Test("an object at work stays until its sidecar has let go, unless its namespace ends", arguments: [false, true])
  func kept(namespaceEnds: Bool) throws {
    let (scenario, key) = scenario(during: .backup)
    let namespaces = KubeResource(group: "", version: "v1", plural: "namespaces", kind: "Namespace")
    let phase = namespaceEnds ? "Terminating" : "Active"
    try scenario.model.put(
      namespaces, json(#"{"metadata":{"name":"\#(key.namespace)"},"status":{"phase":"\#(phase)"}}"#))
    scenario.delete(.backup, key)
    scenario.run(for: .seconds(1))
    #expect((scenario.object(.backup, key) == nil) == namespaceEnds)
    scenario.run(for: .seconds(10))
    #expect(scenario.object(.backup, key) == nil)
  }

  @Test("the nodes are asked to stop as well, whom nobody else would tell")
  func nodes() {
    let (scenario, key) = scenario(during: .backup)
    scenario.run(for: .seconds(5))
    scenario.delete(.backup, key)
    scenario.run(for: .seconds(2))
    #expect(stopped(scenario).count == 3)
    scenario.run(for: .seconds(10))
    #expect(scenario.operations.first?.nodesDone == [])
  }

  @Test(
    "a sidecar that is away does not keep an object for longer than a minute",
    arguments: [
      SidecarFaults.down, .hang,
    ])
  func away(faults: SidecarFaults) {
    let (scenario, key) = scenario(during: .backup)
    for pod in [Scenario.coordinator, Scenario.other] { scenario.fault(faults, pod) }
    scenario.delete(.backup, key)
    scenario.run(for: .seconds(90))
    #expect(scenario.object(.backup, key) == nil)
  }

  @Test("the finalizers of others stay, and what is ours goes with the run")
  func finalizers() {
    let scenario = Scenario()
    let finalizers = #"{"metadata":{"finalizers":["example.com/audit"]}}"#
    scenario.apply(Scenario.backup().merged(with: json(finalizers)))
    scenario.run { scenario.backup.state == .running }
    #expect(
      scenario.object(.backup, Scenario.nightly)?.finalizers == ["example.com/audit", "db.orange.com/cassette"])
    scenario.run(for: .seconds(60))
    #expect(scenario.object(.backup, Scenario.nightly)?.finalizers == ["example.com/audit"])
  }

  @Test(
    "a backup that CassKop scheduled goes when it is deleted, with or without its schedule",
    arguments: [
      true, false,
    ])
  func casskop(hasSchedule: Bool) {
    let scenario = Scenario()
    let finalizer = #"{"metadata":{"finalizers":["kubernetes.io/unschedule-needed"]}}"#
    scenario.apply(Scenario.backup(Scenario.nightly, #"{"schedule":"0 0 * * *"}"#).merged(with: json(finalizer)))
    scenario.run(for: .seconds(10))
    if !hasSchedule { scenario.change(.backup, Scenario.nightly, #"{"spec":{"schedule":null}}"#) }
    scenario.delete(.backup, Scenario.nightly)
    scenario.run(for: .seconds(1))
    #expect(scenario.object(.backup, Scenario.nightly) == nil)
    #expect(scenario.backupEvents.contains("BackupTaskUnscheduled") == hasSchedule)
    scenario.run(for: .seconds(86_400))
    #expect(scenario.posts.isEmpty)
  }

  // MARK: What another operator left

  /// A restore that CassKop has sent, and that is at work.
  private func takenOver(_ state: String = "RUNNING", id: Bool = true) throws -> Scenario {
    let (scenario, key) = scenario(during: .restore)
    let status = scenario.restore
    let left = """
      {"metadata":{"finalizers":null},
       "status":{"id":\(id ? "\"\(status.id ?? "")\"" : "null"),"coordinatorMember":"\(status.coordinator ?? "")",
                 "condition":{"type":"\(state)"},"timeCreated":"\(status.timeCreated ?? "")"}}
      """
    let object = try #require(scenario.object(.restore, key)).json
    let bare = object.merged(with: json(#"{"status":null}"#)).merged(with: json(left))
    try scenario.model.put(SubjectKind.restore.resource, bare)
    return scenario
  }

  @Test(
    "a run that CassKop left is held while it is followed, so that its deletion stops it", arguments: [true, false])
  func left(hasID: Bool) throws {
    let scenario = try takenOver(hasID ? "RUNNING" : "REQUIRED", id: hasID)
    scenario.restartReconciler()
    scenario.run(for: .seconds(1))
    #expect(scenario.object(.restore, Scenario.again)?.finalizers == ["db.orange.com/cassette"])
    #expect(scenario.restore.state == .running)
    scenario.delete(.restore, Scenario.again)
    scenario.run(for: .seconds(1))
    #expect(!stopped(scenario).isEmpty)
  }

  @Test("a run that CassKop left is followed to its end, and not sent again", arguments: [true, false])
  func followed(hasID: Bool) throws {
    let scenario = try takenOver(hasID ? "RUNNING" : "REQUIRED", id: hasID)
    scenario.restartReconciler()
    scenario.run(for: .seconds(60))
    #expect(scenario.restore.state == .completed)
    #expect(scenario.posts.count { $0["type"] == "restore" } == 1)
    #expect(scenario.object(.restore, Scenario.again)?.finalizers == [])
  }

  @Test("a restore that CassKop was about to send, and that no sidecar knows, is not sent")
  func required() throws {
    let scenario = try takenOver("REQUIRED", id: false)
    scenario.restartSidecar()
    scenario.restartReconciler()
    scenario.run(for: .seconds(120))
    #expect(scenario.restore.state == .unknown)
    #expect(scenario.restore.condition(.ready)?.reason == "AcceptanceUnknown")
    #expect(scenario.posts.count { $0["type"] == "restore" } == 1)
  }
}
