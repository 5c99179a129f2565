// SPDX-License-Identifier: Apache-2.0
private import FoundationEssentials
import Policy

/// The examples of all rules: `Tests/Fixtures/policy/<rule>/{allow,deny,warn}-*.yaml`.
package enum PolicyFixtures {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Tests/Fixtures/policy").path

  /// In the order of their names, read once.
  package static func all() throws -> [PolicyFixture] { try read.get() }

  private static let read = Result { try folders().flatMap(fixtures) }

  /// The names of the folders, which are those of rules.
  package static func folders() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root).sorted()
  }

  private static func fixtures(of rule: String) throws -> [PolicyFixture] {
    try FileManager.default.contentsOfDirectory(atPath: "\(root)/\(rule)").sorted().map { name in
      let text = try String(contentsOfFile: "\(root)/\(rule)/\(name)", encoding: .utf8)
      return try PolicyFixture(rule: RuleID(rule), name: name, text: text)
    }
  }
}
