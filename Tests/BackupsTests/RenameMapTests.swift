// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Backups

@Suite("Rename maps")
struct RenameMapTests {
  @Test(
    "what the sidecar refuses in a map is found, all of it",
    arguments: [
      ([:], []), (["a.b": "a.c"], []), (["a.b": "a.c", "a.d": "a.e"], []), (["a . b": " a.c"], []),
      (["a": "a.c"], [.source(.noDot)]), (["a.b": "c"], [.target(.noDot)]),
      (["a.b.c": "x."], [.source(.tooManyDots), .target(.emptyPart)]),
      (["a.b": "a.b"], [.sameSides]), (["a.b": "a . b"], [.sameSides]),
      (["a.b": "a.x", "a.c": "a.x"], [.sharedTarget(with: "a.b")]),
      (["a.b": "a.c", "a.c": "a.d"], [.targetIsSource]),
      (["a.b": "a.c", "a.c": "a.b"], [.targetIsSource, .targetIsSource]),
    ] as [([String: String], [RenameViolation.Reason])])
  func laws(map: [String: String], reasons: [RenameViolation.Reason]) {
    #expect(RenameMap(map).violations.map(\.reason) == reasons)
  }

  @Test(
    "a map must fit the tables that are restored",
    arguments: [
      ([:], "", []), (["a.b": "a.c"], "a.b", []), (["a.b": "a.c"], "", [.noTables]), (["a.b": "a.c"], "a", [.noTables]),
      (["a.b": "a.c"], "a.x", [.sourceNotRestored]), (["a.b": "a.c"], "a.b,a.c", [.targetRestored]),
      (["a.b": "a.c"], "a.c", [.sourceNotRestored, .targetRestored]),
    ] as [([String: String], String, [RenameViolation.Reason])])
  func fit(map: [String: String], entities: String, reasons: [RenameViolation.Reason]) throws {
    #expect(try RenameMap(map).violations(restoring: Entities(parsing: entities)).map(\.reason) == reasons)
  }

  @Test("a violation names the key it belongs to")
  func key() throws {
    let violation = try #require(RenameMap(["a.b": "a.x", "a.c": "a.x"]).violations.first)
    #expect(violation.pair.key == "a.c")
    #expect(violation.message == "\"a.b\" gets the same name")
  }
}
