// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Testing

@testable import Policy

/// Branches that a file cannot show; the examples in the fixtures show the others.
@Suite("Rules of the spec")
struct SpecRuleTests {
  private func findings(of rule: any Rule, backup members: String) throws -> [Finding] {
    Judge(rules: [rule]).verdict(creating: try backup(members), .backup).findings
  }

  private func findings(of rule: any Rule, restore members: String) throws -> [Finding] {
    Judge(rules: [rule]).verdict(creating: try restore(members), .restore).findings
  }

  @Test("of very many unknown members the first twenty are named")
  func unknownMembers() throws {
    let members = (0..<1_000).map { #""m\#($0)":1"# }.joined(separator: ",")
    #expect(try findings(of: SchemaRule(), backup: members).count == 20)
  }

  @Test(
    "a number with a fraction or too many digits is no whole number", arguments: ["1.0", "1e1", "99999999999999999999"])
  func wholeNumbers(number: String) throws {
    let found = try findings(of: SchemaRule(), backup: #""backoffLimit":\#(number)"#)
    #expect(found.map(\.message) == ["Invalid value: \(number): must be a whole number [schema]"])
  }

  @Test("an object without an apiVersion is one that the API server has named by other means")
  func noVersion() throws {
    let text = #"{"metadata":{"name":"a"},"spec":{"cassandraCluster":"demo","storageLocation":"s3://acme"}}"#
    let object = KubeObject(try JSONValue(parsing: Array(text.utf8)))
    #expect(Judge(rules: [SchemaRule()]).verdict(creating: object, .backup).findings.isEmpty)
  }

  @Test("empty names count as none", arguments: [#""name":"","generateName":"""#, #""labels":{}"#, #""name":7"#])
  func emptyNames(metadata: String) throws {
    let verdict = Judge(rules: [SchemaRule()]).verdict(creating: try backup(metadata: metadata), .backup)
    #expect(verdict.summary == ["deny metadata.name schema"])
  }

  @Test("a thousand wrong items of a list are counted, not named")
  func manyEntities() throws {
    let list = (0..<1_000).map { "a.b.\($0)" }.joined(separator: ",")
    let found = try findings(of: EntitiesSyntaxRule(), backup: #""entities":"\#(list)""#)
    #expect(found.count == 21)
    #expect(found.last?.detail == "980 more of its items are wrong")
  }

  @Test("a thousand names that are listed twice are warned of twenty times")
  func manyDuplicates() throws {
    let list = (0..<1_000).map { "k\($0),k\($0)" }.joined(separator: ",")
    #expect(try findings(of: EntitiesSyntaxRule(), backup: #""entities":"\#(list)""#).count == 20)
  }

  @Test("a thousand wrong renames are counted, not named")
  func manyRenames() throws {
    let pairs = (0..<1_000).map { #""k\#($0)":"k1.t1""# }.joined(separator: ",")
    let found = try findings(of: RenameRule(), restore: #""rename":{\#(pairs)}"#)
    #expect(found.count == 21)
    #expect(found.last?.path.description == "spec.rename")
    #expect(found.last?.detail.hasSuffix("more mistakes of these kinds") == true)
  }

  @Test("a rename beside a list that cannot be read is left to the rule of lists")
  func renameBesideWrongList() throws {
    let members = #""entities":"a.b.c","rename":{"k1.t1":"k1.t2"}"#
    #expect(try findings(of: RenameEntitiesRule(), restore: members).isEmpty)
    #expect(!(try findings(of: RenameEntitiesRule(), restore: #""rename":{"k1.t1":"k1.t2"}"#).isEmpty))
  }

  @Test(
    "downloads may go beside the data, not into it",
    arguments: [
      ("/var/lib/cassandra", false), ("/", false), ("/var/lib/cassandra/downloads", true),
      ("/var/lib/cassandra/./downloads//", true), ("/var/lib/cassandra/x/../downloads", true),
      ("/../var/lib/cassandra/downloads", true),
    ])
  func directories(directory: String, collides: Bool) {
    let download = DirectoriesRule.parts(of: "/var/lib/cassandra/downloads")
    #expect(DirectoriesRule.collides(download, with: directory) == collides)
  }

  @Test("a download folder in the data folder is refused")
  func dataFolder() {
    #expect(DirectoriesRule.collides(DirectoriesRule.parts(of: "/srv/data/downloads"), with: "/srv"))
    #expect(DirectoriesRule.collides(DirectoriesRule.parts(of: "/srv/data"), with: "/srv/"))
    #expect(!DirectoriesRule.collides(DirectoriesRule.parts(of: "/srv/database"), with: "/srv"))
  }

  @Test(
    "bounds hold exactly",
    arguments: [
      (#""activeDeadlineSeconds":2147483647"#, 0), (#""activeDeadlineSeconds":2147483648"#, 1),
      (#""backoffLimit":100"#, 0), (#""backoffLimit":101"#, 1), (#""historyLimit":0"#, 0), (#""historyLimit":-1"#, 1),
      (#""activeDeadlineSeconds":0"#, 1), (#""activeDeadlineSeconds":1"#, 0),
    ])
  func deadlines(member: String, count: Int) throws {
    #expect(try findings(of: DeadlinesRule(), backup: member).count == count)
  }

  @Test(
    "connections are counted in 32 bits",
    arguments: [("2147483647", nil), ("2147483648", .deny), ("0", .warn), ("-1", .deny)] as [(String, Severity?)])
  func connections(number: String, severity: Severity?) throws {
    let found = try findings(of: ConcurrentConnectionsRule(), backup: #""concurrentConnections":\#(number)"#)
    #expect(found.map(\.severity) == [severity].compactMap { $0 })
  }

  @Test("a schedule every ten minutes is usual, one every nine is not", arguments: [("*/10", 0), ("*/9", 1)])
  func frequency(minutes: String, count: Int) throws {
    #expect(try findings(of: ScheduleFrequencyRule(), backup: #""schedule":"\#(minutes) * * * *""#).count == count)
  }

  @Test("of each kind of change of clocks one example is given")
  func clocks() throws {
    let members = #""schedule":"0,30 1-3 * * *","timeZone":"Europe/Paris""#
    let found = try findings(of: ScheduleDSTRule(), backup: members)
    #expect(found.count == 2)
    #expect(Set(found.map(\.detail)).count == 2)
  }
}
