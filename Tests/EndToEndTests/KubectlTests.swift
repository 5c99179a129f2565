// SPDX-License-Identifier: Apache-2.0
import Testing

/// What kubectl prints against a real API server that asks `cassette serve`, word for word.
@Suite(.world(for: CaseFolder.all))
struct KubectlTests {
  @Test("kubectl prints what the transcript says", arguments: CaseFolder.all)
  func transcript(_ folder: CaseFolder) async throws {
    let world = try #require(World.current)
    try await CaseRun(folder: folder, world: world).perform()
  }
}

/// The same with a kubectl of 2021, where it is about kubectl.
@Suite(.world(WorldSetting(kubectl: .old), for: CaseFolder.sessions))
struct OldKubectlSessions {
  @Test("kubectl 1.20 prints what the transcript says", arguments: CaseFolder.sessions)
  func transcript(_ folder: CaseFolder) async throws {
    let world = try #require(World.current)
    try await CaseRun(folder: folder, world: world).perform()
  }
}
