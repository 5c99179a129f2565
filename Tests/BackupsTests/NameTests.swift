// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Backups

@Suite("Tables, tags and schema versions")
struct NameTests {
  @Test("a table is a keyspace and a name with one dot")
  func table() throws {
    let table = try TableName(parsing: "ks_1.T2")
    #expect((table.keyspace, table.table) == ("ks_1", "T2"))
    #expect(table.description == "ks_1.T2")
  }

  @Test(
    "what is not a table is refused with the reason",
    arguments: [
      ("", .noDot), ("ks", .noDot), ("a.b.c", .tooManyDots), ("a..b", .tooManyDots), (".", .emptyPart),
      ("a.", .emptyPart),
      (".b", .emptyPart), ("a .b", .character(" ")), ("a.b-c", .character("-")), ("ä.b", .character("ä")),
      ("a." + String(repeating: "x", count: 49), .tooLong),
    ] as [(String, TableNameError)])
  func noTable(text: String, error: TableNameError) {
    #expect(throws: error) { try TableName(parsing: text) }
  }

  @Test(
    "a tag may hold anything that can be seen but a slash", arguments: ["a", "nightly-2026.11", "nächtlich", "a\\b"])
  func tag(text: String) throws {
    #expect(try SnapshotTag(parsing: text).description == text)
  }

  @Test(
    "a tag that could not become a file name is refused",
    arguments: [
      ("", .empty), ("a/b", .slash), ("a b", .invisible(" ")), ("a\u{a0}b", .invisible("\u{a0}")),
      ("a\n", .invisible("\n")),
      ("a\u{0}", .invisible("\u{0}")), ("a\u{200b}", .invisible("\u{200b}")),
      (String(repeating: "x", count: 200), .tooLong(200)), (String(repeating: "ä", count: 100), .tooLong(200)),
    ] as [(String, SnapshotTagError)])
  func noTag(text: String, error: SnapshotTagError) {
    #expect(throws: error) { try SnapshotTag(parsing: text) }
  }

  @Test("the longest tag is accepted")
  func longestTag() throws {
    #expect(try SnapshotTag(parsing: String(repeating: "x", count: 199)).description.count == 199)
  }

  @Test(
    "a tag is a prefix of a longer one only",
    arguments: [("night", "nightly", true), ("night", "night", false), ("nightly", "night", false)])
  func prefix(one: String, other: String, expected: Bool) throws {
    #expect(try SnapshotTag(parsing: one).isProperPrefix(of: SnapshotTag(parsing: other)) == expected)
  }

  @Test("a schema version is a UUID, kept in lower case")
  func schema() throws {
    let version = try SchemaVersion(parsing: "59ADB24E-f3cd-3e02-97f0-5b395827453f")
    #expect(version.description == "59adb24e-f3cd-3e02-97f0-5b395827453f")
  }

  @Test(
    "what is not a UUID is refused",
    arguments: [
      ("", .length(0)), ("59adb24ef3cd3e0297f05b395827453f", .length(32)),
      ("59adb24e-f3cd-3e02-97f0-5b395827453g", .character(35)), ("59adb24ef-3cd-3e02-97f0-5b395827453f", .character(8)),
      ("-9adb24e-f3cd-3e02-97f0-5b395827453f", .character(0)),
    ] as [(String, SchemaVersionError)])
  func noSchema(text: String, error: SchemaVersionError) {
    #expect(throws: error) { try SchemaVersion(parsing: text) }
  }
}
