// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Posix

@Suite struct DescriptorLimitTests {
  @Test("the soft limit is raised to the hard one")
  func raise() throws {
    let before = try DescriptorLimit.current()
    let after = try DescriptorLimit.raise()
    #expect(after == DescriptorLimit(soft: before.hard, hard: before.hard))
    #expect(try DescriptorLimit.current() == after)
  }
}
