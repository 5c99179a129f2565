// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

/// The API server is killed, and comes back: in a control plane of its own, since other tests need theirs.
struct APIServerRestartTests {
  /// How long a server that is back may be before it is caught up with.
  private static let catchingUp = 5

  @Test(
    "reviews are answered while the API server is dead, and what it has done since its return is known in five seconds",
    .enabled(if: ProcessInfo.processInfo.environment["CASSETTE_E2E"] != nil), .timeLimit(.minutes(20)))
  func restart() async throws {
    let world = try await Outage.start()
    try await world.finally {
      #expect(try await world.answer(restoring: "k9.t9", of: "kept").contains("the backup does not hold k9.t9"))

      try await world.killAPIServer()
      #expect(try await world.answer(restoring: "k9.t9", of: "kept").contains("the backup does not hold k9.t9"))
      let unknown = try await world.answer(restoring: "k9.t9", of: "never-seen")
      #expect(unknown.contains("the API server cannot be reached"))
      #expect(unknown.contains(#""allowed":true"#))

      try await world.startAPIServer()
      try await world.apply(backup: "made-since")
      try await world.waitUntilKnown(backups: 2, within: Self.catchingUp)
      #expect(try await world.answer(restoring: "k9.t9", of: "made-since").contains("the backup does not hold k9.t9"))
    }
  }
}
