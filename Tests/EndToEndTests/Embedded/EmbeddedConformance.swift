// SPDX-License-Identifier: Apache-2.0
import Testing

/// The embedded API server answers as the real one, but for what stands in differences.txt.
@Suite(.world(WorldSetting(plane: .embedded, isBare: true), for: CaseFolder.conformance))
struct EmbeddedConformance {
  @Test("the embedded API server answers what the transcript says", arguments: CaseFolder.conformance)
  func transcript(_ folder: CaseFolder) async throws {
    let world = try #require(World.current)
    try await CaseRun(folder: folder, world: world).perform()
  }
}
