// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Testing

@testable import Policy

@Suite("Defaults")
struct DefaultsTests {
  private func patch(_ object: KubeObject, _ kind: SubjectKind, _ facts: StubFacts = StubFacts()) -> String {
    String(decoding: Defaults.edits(for: object, kind, facts: facts).encoded, as: UTF8.self)
  }

  private func completed(_ members: String) throws -> StubFacts {
    StubFacts(backup: try backup(members, status: #"{"condition":{"type":"COMPLETED"}}"#))
  }

  @Test("a backup gets its tag, its datacenter and its connections")
  func backupDefaults() throws {
    #expect(
      patch(try backup(), .backup) == #"[{"op":"add","path":"/spec/snapshotTag","value":"nightly"},"#
        + #"{"op":"add","path":"/spec/datacenter","value":"dc1"},"#
        + #"{"op":"add","path":"/spec/concurrentConnections","value":10}]"#)
  }

  @Test("what is there is not rewritten, not even what is empty, zero or wrong")
  func present() throws {
    let members = #""snapshotTag":"","datacenter":"","concurrentConnections":0"#
    #expect(patch(try backup(members), .backup) == "[]")
    #expect(patch(try backup(#""snapshotTag":7,"datacenter":[],"concurrentConnections":"many""#), .backup) == "[]")
    let restored = try restore(#""datacenter":"","entities":"","secret":"","concurrentConnection":0"#)
    #expect(patch(restored, .restore, try completed(#""datacenter":"dc1","entities":"k1","secret":"keys""#)) == "[]")
  }

  @Test("null counts as absent")
  func null() throws {
    let members = #""snapshotTag":null,"datacenter":"dc1","concurrentConnections":null"#
    #expect(
      patch(try backup(members), .backup) == #"[{"op":"add","path":"/spec/snapshotTag","value":"nightly"},"#
        + #"{"op":"add","path":"/spec/concurrentConnections","value":10}]"#)
  }

  @Test(
    "a datacenter is entered only where the cluster certainly has one and no more",
    arguments: [
      (.known(ClusterFact(datacenters: ["dc1", "dc2"], sidecarEnabled: true)), false), (.absent, false),
      (.unknown("nobody was asked"), false), (.known(ClusterFact(datacenters: ["a"], sidecarEnabled: false)), true),
    ] as [(Fact<ClusterFact>, Bool)])
  func datacenter(cluster: Fact<ClusterFact>, isEntered: Bool) throws {
    var facts = StubFacts()
    facts.clusters = ["demo": cluster]
    #expect(patch(try backup(), .backup, facts).contains("/spec/datacenter") == isEntered)
  }

  @Test("a name that is yet to be made is no tag")
  func generateName() throws {
    let object = try backup(metadata: #""generateName":"nightly-""#)
    #expect(!patch(object, .backup).contains("snapshotTag"))
  }

  @Test("members that nobody knows survive")
  func unknownMembers() throws {
    let object = try backup(#""colour":{"of":["the",1.50,"\u00e9"]}"#)
    let applied = Defaults.applied(to: object, .backup, facts: StubFacts())
    #expect(applied.spec?["colour"] == object.spec?["colour"])
    #expect(applied.spec?["snapshotTag"]?.string == "nightly")
    #expect(applied.metadata == object.metadata)
  }

  @Test("a restore gets what its backup says")
  func restoreDefaults() throws {
    let facts = try completed(#""datacenter":"dc1","entities":"k1.t1, k2.t3","secret":"keys""#)
    let object = try object(.restore, #"{"cassandraBackup":"nightly"}"#)
    #expect(
      patch(object, .restore, facts) == #"[{"op":"add","path":"/spec/cassandraCluster","value":"demo"},"#
        + #"{"op":"add","path":"/spec/datacenter","value":"dc1"},"#
        + #"{"op":"add","path":"/spec/entities","value":"k1.t1,k2.t3"},"#
        + #"{"op":"add","path":"/spec/secret","value":"keys"},"#
        + #"{"op":"add","path":"/spec/concurrentConnection","value":10}]"#)
  }

  @Test("what a restore says itself stays, and what its backup does not say is not entered")
  func partly() throws {
    let facts = try completed(#""entities":"k1,k2""#)
    #expect(
      patch(try restore(#""entities":"k1","concurrentConnection":3"#), .restore, facts) == "[]")
  }

  @Test(
    "of a backup that is not known nothing is taken",
    arguments: [.absent, .unknown("nobody was asked")] as [Fact<BackupFact>])
  func noBackup(fact: Fact<BackupFact>) throws {
    var facts = StubFacts()
    facts.backups["nightly"] = fact
    #expect(
      patch(try restore(), .restore, facts) == #"[{"op":"add","path":"/spec/concurrentConnection","value":10}]"#)
  }

  @Test(
    "a restore that renames takes a list of tables from its backup, and no keyspaces",
    arguments: [
      ("k1.t1,k1.t2", #"{"k1.t1":"k1.t3"}"#, true), ("k1", #"{"k1.t1":"k1.t3"}"#, false), ("k1", "{}", true),
      ("k1", "null", true),
    ])
  func rename(entities: String, rename: String, isEntered: Bool) throws {
    let facts = try completed(#""entities":"\#(entities)""#)
    #expect(patch(try restore(#""rename":\#(rename)"#), .restore, facts).contains("/spec/entities") == isEntered)
  }

  @Test("a backup whose list is wrong lends none")
  func brokenBackup() throws {
    #expect(!patch(try restore(), .restore, try completed(#""entities":"a.b.c""#)).contains("entities"))
  }

  @Test("what has no spec gets none", arguments: ["null", "[]", "\"x\""])
  func noSpec(spec: String) throws {
    for kind in SubjectKind.allCases { #expect(patch(try object(kind, spec), kind) == "[]") }
  }

  @Test("applied to what they were applied to, they change nothing")
  func twice() throws {
    let facts = try completed(#""datacenter":"dc1","entities":"k1.t1","secret":"keys""#)
    for (kind, object) in [(SubjectKind.backup, try backup()), (.restore, try restore())] {
      let once = Defaults.applied(to: object, kind, facts: facts)
      #expect(Defaults.edits(for: once, kind, facts: facts).isEmpty)
    }
  }
}
