// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Outbound
import Policy
import Sandbox
import TestSupport
import Testing

@testable import Reconcilers

/// A sidecar forgets what ended more than an hour ago, each by its own clock.
@Suite("Runs that nobody looked after for hours")
struct OutageScenarioTests {
  /// A run that ended during an outage which has lasted until the other node has forgotten it, and the coordinator not.
  private func forgottenByNode(_ object: JSONValue, backupFirst: Bool) -> Scenario {
    let scenario = backupFirst ? Scenario.afterBackup() : Scenario()
    scenario.run(for: noon + .seconds(20 * 60) - scenario.now)
    scenario.restartSidecar(Scenario.other)
    scenario.run(for: .seconds(44 * 60))
    scenario.apply(object)
    scenario.run(for: .seconds(8))
    scenario.isAPIServerDown = true
    scenario.run(for: noon + .seconds(150 * 60) - scenario.now)
    scenario.isAPIServerDown = false
    scenario.run(for: .seconds(7))
    return scenario
  }

  @Test("nodes that have forgotten their part do not make a restore a failure")
  func restore() {
    let scenario = forgottenByNode(Scenario.restore(), backupFirst: true)
    #expect(scenario.operations.last?.outcome == .completed)
    #expect(scenario.restore.state == .unknown)
    #expect(scenario.restore.condition(.ready)?.reason == "NodesForgotten")
    #expect(scenario.posts.count { $0["type"] == "restore" } == 1)
  }

  @Test("a backup whose nodes have forgotten it is made again")
  func backup() {
    let scenario = forgottenByNode(Scenario.backup(), backupFirst: false)
    #expect(scenario.backup.condition(.progressing)?.reason == "NodesForgotten")
    #expect(scenario.backup.run?.attempt == 2)
    scenario.run(for: .seconds(60))
    #expect(scenario.backup.state == .completed)
    #expect(scenario.posts.count == 2)
  }

  @Test("a restore whose first phases are forgotten before its last one ends is complete")
  func longRestore() {
    let scenario = Scenario.afterBackup()
    var pace = SidecarPace()
    pace.download = .seconds(3 * 3_600)
    let slow = pace
    scenario.cluster { $0.setPace(slow, Scenario.other, now: $1) }
    scenario.apply(Scenario.restore())
    scenario.run(for: .seconds(4 * 3_600))
    #expect(scenario.restore.state == .completed)
    #expect(scenario.restore.nodes.map(\.state) == ["COMPLETED", "COMPLETED"])
  }

  @Test(
    "an operation that all have forgotten has an unknown outcome, whatever else they have done since",
    arguments: [false, true])
  func forgotten(othersFollow: Bool) {
    let scenario = Scenario.afterBackup()
    scenario.apply(Scenario.restore())
    scenario.run { scenario.restore.state == .running }
    scenario.isAPIServerDown = true
    scenario.run(for: .seconds(3 * 3_600))
    if othersFollow { flush(scenario) }
    scenario.isAPIServerDown = false
    scenario.run(for: .seconds(30))
    #expect(scenario.restore.condition(.ready)?.reason == "OperationForgotten")
    #expect(scenario.restore.state == .unknown)
  }

  /// Somebody has the coordinator do something.
  private func flush(_ scenario: Scenario) {
    scenario.cluster { cluster, now in
      let body = Array(#"{"type":"flush"}"#.utf8)
      let fields = [OutboundField("Content-Type", "application/json"), OutboundField("Host", "sidecar:4567")]
      let request = SidecarRequest("POST", "/operations", fields: fields, body: body)
      _ = cluster.respond(to: request, at: cluster[Scenario.coordinator]?.address ?? "", now: now)
    }
  }
}
