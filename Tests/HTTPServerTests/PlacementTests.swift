// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import HTTPServer

@Suite("Placement")
struct PlacementTests {
  @Test(
    "the first loop with the fewest connections is chosen",
    arguments: [([0], 0), ([1, 0, 0], 1), ([2, 2, 2], 0), ([3, 2, 1], 2)])
  func fewest(loads: [Int], expected: Int) {
    #expect(Placement.loop(among: loads) == expected)
  }
}
