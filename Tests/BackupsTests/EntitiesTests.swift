// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import Backups

@Suite("Entities")
struct EntitiesTests {
  @Test("an empty list means everything", arguments: ["", " ", "\t\n"])
  func all(text: String) throws {
    #expect(try Entities(parsing: text) == .all)
  }

  @Test(
    "a list is split at blanks and commas, as the operator does",
    arguments: [
      ("ks1", "ks1"), ("ks1,ks2", "ks1,ks2"), (" ks1 , ks2,,\tks3\n", "ks1,ks2,ks3"), ("a.b,c.d", "a.b,c.d"),
      ("a.b c.d", "a.b,c.d"), ("ks1,ks1,ks2", "ks1,ks2"), ("system_schema", "system_schema"),
    ])
  func list(text: String, normal: String) throws {
    let entities = try Entities(parsing: text)
    #expect(entities.description == normal)
    #expect(try Entities(parsing: normal) == entities)
  }

  @Test(
    "an item the sidecar would drop or misread is refused",
    arguments: [
      ("a.b.c", [.tooManyDots(item: "a.b.c")]),
      ("k1 . t1", [.emptyPart(item: ".")]),
      ("a.,b.t,.c", [.emptyPart(item: "a."), .emptyPart(item: ".c")]),
      ("ks-1", [.character("-", item: "ks-1")]),
      ("ks/t", [.character("/", item: "ks/t")]),
      ("café", [.character("é", item: "café")]),
      ("a\u{a0}b", [.character("\u{a0}", item: "a\u{a0}b")]),
      (String(repeating: "x", count: 49), [.tooLong(item: String(repeating: "x", count: 49))]),
      ("ks1,ks2.t", [.mixed(keyspace: "ks1", table: "ks2.t")]),
      (",", [.namesNothing]), (" , ,", [.namesNothing]),
    ] as [(String, [EntityProblem])])
  func refused(text: String, problems: [EntityProblem]) {
    let error = #expect(throws: EntitiesError.self) { try Entities(parsing: text) }
    #expect(error?.problems == problems)
    #expect(error?.total == problems.count)
  }

  @Test("names of 48 characters on both sides are read")
  func longest() throws {
    let name = String(repeating: "k", count: 48)
    #expect(try Entities(parsing: "\(name).\(name)").description == "\(name).\(name)")
  }

  @Test("names written twice are told, each once and in order")
  func duplicates() throws {
    #expect(try Entities(parsing: "b,a,b,c,a,b").duplicates == ["b", "a"])
    #expect(try Entities(parsing: "a,b").duplicates.isEmpty)
  }

  @Test("a slash for a dot is answered with what was meant")
  func message() {
    #expect(EntityProblem(item: "ks/t").message == "\"ks/t\" contains '/', did you mean ks.t?")
    #expect(
      EntityProblem(item: "a-b").message
        == "\"a-b\" contains '-': keyspaces and tables are named with letters, digits and underscores")
  }

  @Test("of many wrong items the first are kept and all are counted")
  func manyProblems() {
    let text = String(repeating: "a.b.c,", count: 100_000)
    let error = #expect(throws: EntitiesError.self) { try Entities(parsing: text) }
    #expect(error?.problems.count == EntitiesError.reported)
    #expect(error?.total == 100_000)
    #expect(error?.message.hasSuffix("; and 99980 more") == true)
  }

  @Test(
    "a table belongs to a list by its own name or its keyspace's",
    arguments: [("", true), ("ks", true), ("other", false), ("ks.t", true), ("ks.u", false), ("a.a,ks.t,b.b", true)])
  func contains(text: String, expected: Bool) throws {
    #expect(try Entities(parsing: text).contains(TableName(parsing: "ks.t")) == expected)
  }

  @Test(
    "every entity that the backup does not hold is found",
    arguments: [
      ("ks1", "", []), ("", "ks1", []), ("ks1", "ks1,ks2", []),
      ("ks1,ks3,ks4", "ks1,ks2", ["ks3", "ks4"]), ("ks1.t,ks3.t", "ks1", ["ks3.t"]),
      ("a.b,a.c,d.e", "a.b,x.y", ["a.c", "d.e"]), ("a,x", "a.b,a.c", ["a", "x"]),
    ])
  func missing(restore: String, backup: String, names: [String]) throws {
    #expect(try Entities(parsing: restore).missing(from: Entities(parsing: backup)).map(\.name) == names)
  }

  @Test("a keyspace of which the backup holds only tables is told with some of them")
  func partly() throws {
    let missing = try Entities(parsing: "a,x").missing(from: Entities(parsing: "a.b,a.c,a.d,a.e"))
    #expect(missing.map(\.reason) == [.partly(tables: ["a.b", "a.c", "a.d"]), .absent])
    #expect(missing.first?.message == "the backup holds only tables of a, such as a.b, a.c, a.d")
  }

  @Test("the laws of a subset hold for lists of any size")
  func subsetLaws() throws {
    var random = SplitMix64(seed: 7)
    for _ in 0..<200 {
      let backup = Set(
        (0..<Int.random(in: 1...60, using: &random)).map { _ in "k\(Int.random(in: 0...80, using: &random))" })
      let restore = Set(
        (0..<Int.random(in: 1...60, using: &random)).map { _ in "k\(Int.random(in: 0...80, using: &random))" })
      let held = try Entities(parsing: backup.joined(separator: ","))
      let wanted = try Entities(parsing: restore.joined(separator: " "))
      #expect(Set(wanted.missing(from: held).map(\.name)) == restore.subtracting(backup))
      #expect(wanted.missing(from: wanted).isEmpty)
      let tables = try Entities(parsing: restore.map { $0 + ".t" }.joined(separator: ","))
      #expect(Set(tables.missing(from: held).map(\.name)) == Set(restore.subtracting(backup).map { $0 + ".t" }))
    }
  }

  @Test("a megabyte of names is held completely")
  func large() throws {
    let names = (0..<80_000).map { "keyspace_\($0)" }
    let entities = try Entities(parsing: names.joined(separator: ","))
    guard case .keyspaces(let list) = entities else { return #expect(Bool(false), "not keyspaces") }
    #expect(list.count == names.count)
    #expect(names.allSatisfy { list.contains($0) })
    #expect(!list.contains("keyspace_80000"))
    #expect(entities.missing(from: entities).isEmpty)
  }
}
