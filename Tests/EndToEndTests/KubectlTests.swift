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
