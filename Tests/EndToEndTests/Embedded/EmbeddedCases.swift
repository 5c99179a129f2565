// SPDX-License-Identifier: Apache-2.0
import Testing

/// kubectl cannot tell the embedded API server from the real one, but for what stands in differences.txt.
@Suite(.world(WorldSetting(plane: .embedded), for: CaseFolder.all))
struct EmbeddedCases {
  @Test("kubectl prints against the embedded API server what the transcript says", arguments: CaseFolder.all)
  func transcript(_ folder: CaseFolder) async throws {
    let world = try #require(World.current)
    try await CaseRun(folder: folder, world: world).perform()
  }
}
