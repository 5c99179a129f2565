// SPDX-License-Identifier: Apache-2.0
import Foundation
import Policy
import Testing

@testable import Command

@Suite("README")
struct ReadmeTests {
  @Test("its table of rules says of each what explain says")
  func rules() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    let found = readme.split(separator: "\n").filter { $0.hasPrefix("| `") }.map(String.init)
    let expected = Catalogue.descriptions.map { rule in
      "| `\(rule.id)` | \(rule.severity.rawValue) | \(ExplainCommand.summary(rule)) |"
    }
    #expect(found == expected, "the table should be:\n\(expected.joined(separator: "\n"))")
  }
}
