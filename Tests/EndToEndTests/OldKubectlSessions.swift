// SPDX-License-Identifier: Apache-2.0
import Testing

/// What a kubectl of 2021 prints, where a case is about kubectl.
@Suite(.world(WorldSetting(kubectl: .old), for: CaseFolder.sessions))
struct OldKubectlSessions {
  @Test("kubectl 1.20 prints what the transcript says", arguments: CaseFolder.sessions)
  func transcript(_ folder: CaseFolder) async throws {
    let world = try #require(World.current)
    try await CaseRun(folder: folder, world: world).perform()
  }
}
