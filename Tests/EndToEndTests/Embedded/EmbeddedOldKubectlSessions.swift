// SPDX-License-Identifier: Apache-2.0
import Testing

/// A kubectl of 2021 cannot tell the embedded API server from the real one either.
@Suite(.world(WorldSetting(plane: .embedded, kubectl: .old), for: CaseFolder.sessions))
struct EmbeddedOldKubectlSessions {
  @Test("kubectl 1.20 prints against the embedded API server what the transcript says", arguments: CaseFolder.sessions)
  func transcript(_ folder: CaseFolder) async throws {
    let world = try #require(World.current)
    try await CaseRun(folder: folder, world: world).perform()
  }
}
