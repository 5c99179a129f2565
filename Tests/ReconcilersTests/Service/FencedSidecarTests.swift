// SPDX-License-Identifier: Apache-2.0
import Backups
import Icarus
import Outbound
import TestSupport
import Testing

@testable import ControllerRuntime
@testable import Reconcilers

@Suite("Sidecars of a leader")
struct FencedSidecarTests {
  @Test(
    "nothing is started that could arrive when somebody else leads",
    arguments: [(4_999, true), (5_000, false), (60_000, false)])
  func start(age: Int, isSent: Bool) async {
    let clock = ManualClock()
    let scenario = Scenario()
    let leadership = Leadership(since: .zero, timing: LeaseTiming(), stopwatch: Stopwatch(clock))
    clock.advance(by: .milliseconds(age))
    let client = SidecarClient(ScenarioTransport(scenario: scenario, process: scenario.process))
    let sidecar = FencedSidecar(sidecar: client, leadership: leadership)
    let endpoint = SidecarEndpoint(address: "127.0.1.1")
    var failure: SidecarError?
    do throws(SidecarError) {
      _ = try await sidecar.start(Target.backup().request, at: endpoint, .usual)
    } catch {
      failure = error
    }
    #expect(failure == (isSent ? nil : .cancelled))
    #expect(scenario.posts.count == (isSent ? 1 : 0))
  }
}
