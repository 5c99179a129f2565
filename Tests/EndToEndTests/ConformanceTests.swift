// SPDX-License-Identifier: Apache-2.0
import Testing

/// What a real API server answers to single requests, in the words of `Inputs/bin/api`.
@Suite(.world(WorldSetting(isBare: true), for: CaseFolder.conformance))
struct ConformanceTests {
  @Test("the API server answers what the transcript says", arguments: CaseFolder.conformance)
  func transcript(_ folder: CaseFolder) async throws {
    let world = try #require(World.current)
    try await CaseRun(folder: folder, world: world).perform()
  }
}
