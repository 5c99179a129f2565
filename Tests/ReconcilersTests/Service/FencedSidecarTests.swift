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
  private let scenario = Scenario()
  private let endpoint = SidecarEndpoint(address: "127.0.1.1")

  /// - Parameter age: of the lease, in milliseconds.
  private func sidecar(_ age: Int) -> FencedSidecar {
    let clock = ManualClock()
    let leadership = Leadership(since: .zero, timing: LeaseTiming(), stopwatch: Stopwatch(clock))
    clock.advance(by: .milliseconds(age))
    let client = SidecarClient(ScenarioTransport(scenario: scenario, process: scenario.process))
    return FencedSidecar(sidecar: client, leadership: leadership)
  }

  private func failure(_ request: () async throws(SidecarError) -> Void) async -> SidecarError? {
    do throws(SidecarError) {
      try await request()
      return nil
    } catch {
      return error
    }
  }

  @Test(
    "nothing is started that could arrive when somebody else leads",
    arguments: [(4_999, true), (5_000, false), (60_000, false)])
  func start(age: Int, isSent: Bool) async {
    let failure = await failure { () async throws(SidecarError) in
      _ = try await sidecar(age).start(Target.backup().request, at: endpoint, .usual)
    }
    #expect(failure == (isSent ? nil : .cancelled))
    #expect(scenario.posts.count == (isSent ? 1 : 0))
  }

  @Test("nothing is cancelled by somebody who leads no longer", arguments: [(5_000, true), (60_000, false)])
  func cancel(age: Int, isSent: Bool) async {
    let failure = await failure { () async throws(SidecarError) in
      _ = try await sidecar(age).cancel("c1e0b2a4-5d6f-4e7a-8b9c-0d1e2f3a4b5c", at: endpoint)
    }
    #expect(failure == (isSent ? nil : .cancelled))
    #expect(scenario.requests.count == (isSent ? 1 : 0))
  }
}
