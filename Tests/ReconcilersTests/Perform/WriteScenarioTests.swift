// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Outbound
import Policy
import Sandbox
import TestSupport
import Testing

@testable import Reconcilers

@Suite("What is written, and how often")
struct WriteScenarioTests {
  @Test("nothing is written while nothing changes")
  func idle() {
    let scenario = Scenario.afterBackup()
    scenario.apply(Scenario.restore())
    scenario.apply(Scenario.backup(Scenario.key("midnight"), #"{"schedule":"0 0 * * *"}"#))
    scenario.apply(Scenario.backup(Scenario.key("paused"), #"{"schedule":"* * * * *","suspend":true}"#))
    scenario.apply(Scenario.backup(Scenario.key("refused"), #"{"entities":"a.b.c"}"#))
    scenario.apply(Scenario.backup(Scenario.key("early"), #"{"cassandraCluster":"later"}"#))
    scenario.apply(Scenario.restore(Scenario.key("alone"), #"{"cassandraBackup":"none"}"#))
    scenario.run(for: .seconds(300))
    let (patches, events) = (scenario.model.count(of: .patch), scenario.events.count)
    scenario.run(for: .seconds(3_600))
    #expect(scenario.model.count(of: .patch) == patches)
    #expect(scenario.events.count == events)
  }

  @Test("what is at rest is not looked at before something is due")
  func rest() {
    let once = Scenario.afterBackup()
    once.apply(Scenario.restore())
    once.run { once.restore.state == .completed }
    once.run(for: .seconds(1))
    #expect(once.process.nextDue == nil)

    let often = Scenario()
    often.apply(Scenario.backup(Scenario.nightly, #"{"schedule":"*/10 * * * *"}"#))
    often.run(for: .seconds(1))
    #expect(often.process.nextDue == noon + .seconds(600))
    often.run(for: .seconds(900))
    #expect(often.posts.count == 1)
    #expect(often.process.nextDue == noon + .seconds(1_200))
  }

  @Test("what is told of a run, from its beginning to its end")
  func events() {
    let scenario = Scenario.afterBackup()
    scenario.apply(Scenario.restore())
    scenario.run { scenario.restore.state == .completed }
    #expect(scenario.backupEvents == ["BackupInitiated", "BackupCompleted"])
    #expect(scenario.restoreEvents == ["RestoreRequired", "RestoreInitiated", "RestoreCompleted"])
    #expect(scenario.backup.condition(.ready)?.isTrue == true && scenario.restore.condition(.ready)?.isTrue == true)
  }

  @Test("a process that comes to lead writes nothing that is written already")
  func restart() {
    let scenario = Scenario.afterBackup()
    scenario.apply(Scenario.backup(Scenario.key("midnight"), #"{"schedule":"0 0 * * *"}"#))
    scenario.run(for: .seconds(60))
    let patches = scenario.model.count(of: .patch)
    scenario.restartReconciler()
    scenario.run(for: .seconds(600))
    #expect(scenario.model.count(of: .patch) == patches)
  }

  /// A backup that takes half an hour, from its acceptance on.
  private func long() -> Scenario {
    let scenario = Scenario()
    var pace = SidecarPace()
    pace.backup = .seconds(1_800)
    let slow = pace
    for pod in [Scenario.coordinator, Scenario.other] { scenario.cluster { $0.setPace(slow, pod, now: $1) } }
    scenario.apply(Scenario.backup())
    scenario.run { scenario.backup.state == .running }
    return scenario
  }

  @Test("a run is written down every five seconds at most, and only when its progress has changed")
  func running() {
    let scenario = long()
    let before = scenario.patches.count
    scenario.run(for: .seconds(1_700))
    let times = scenario.patches[before...].map(\.time)
    #expect(zip(times, times.dropFirst()).allSatisfy { $1 - $0 >= .seconds(5) })
    // One for each of its twenty files, give or take.
    #expect((10...25).contains(times.count), "\(times.count)")
  }

  @Test("who touches an object every second does not make the sidecar be asked more often")
  func touched() {
    let scenario = long()
    let (patches, requests) = (scenario.patches.count, scenario.requests.count)
    for second in 0..<600 {
      scenario.change(.backup, Scenario.nightly, #"{"metadata":{"annotations":{"touched":"\#(second)"}}}"#)
      scenario.run(for: .seconds(1))
    }
    #expect(scenario.requests.count - requests <= 121)
    #expect(scenario.patches.count - patches <= 10)
  }

  @Test("the time of a state stays the same as long as the state does")
  func transition() {
    let scenario = long()
    let since = scenario.backup.stateChanged
    scenario.run(for: .seconds(1_000))
    #expect(scenario.backup.progress != "0%")
    #expect(scenario.backup.stateChanged == since && since?.hasSuffix("Z") == true)
  }

  @Test("a status comes by its own door with nothing but the version, and a finalizer without a status")
  func doors() {
    let scenario = Scenario.afterBackup(#"{"schedule":"*/10 * * * *"}"#)
    scenario.run(for: .seconds(1_200))
    #expect(scenario.patches.contains(where: \.isOfStatus) && scenario.patches.contains { !$0.isOfStatus })
    for patch in scenario.patches {
      #expect(patch.body.members.map(\.name) == (patch.isOfStatus ? ["metadata", "status"] : ["metadata"]))
      let metadata = patch.body["metadata"]?.members.map(\.name)
      #expect(metadata == (patch.isOfStatus ? ["resourceVersion"] : ["resourceVersion", "finalizers"]))
    }
  }
}
