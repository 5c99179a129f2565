// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

/// The API server hangs, in a control plane of its own: what is asked of it stays unanswered.
struct StopWhileFrozenTests {
  @Test(
    "a leader that stops while the API server hangs answers what waits for a fact, and ends in time",
    .enabled(if: ProcessInfo.processInfo.environment["CASSETTE_E2E"] != nil), .timeLimit(.minutes(20)))
  func stop() async throws {
    let world = try await Outage.start(reconciles: true)
    try await world.finally {
      try await world.wait(forMetric: "cassette_leader 1", within: 30)
      try await world.freezeAPIServer()
      let review = Task { try await world.answer(restoring: "k9.t9", of: "never-seen", within: 20) }
      try await world.wait(forMetric: "cassette_http_requests_total 1", within: 10)
      world.stopServer()
      #expect(try await review.value.contains(#""allowed":true"#))
      #expect(await world.exitCode == 0)
      #expect(try !world.log.contains("not everything ended in time"))
      try await world.thawAPIServer()
    }
  }
}
