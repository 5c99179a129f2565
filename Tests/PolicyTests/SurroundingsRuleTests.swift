// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Testing

@testable import Policy

/// Branches that a set of files cannot show; the examples in the fixtures show the others.
@Suite("Rules of the surroundings")
struct SurroundingsRuleTests {
  /// An accent in two spellings that Swift's strings take for one.
  private static let composed = "\u{e9}"
  private static let decomposed = "e\u{301}"

  @Test("names are compared byte by byte, as Cassandra and object stores do")
  func bytes() throws {
    #expect(Self.composed == Self.decomposed)
    var facts = StubFacts(
      backup: try object(
        .backup,
        #"{"cassandraCluster":"\#(Self.composed)","datacenter":"\#(Self.composed)","storageLocation":"s3://a"}"#,
        status: #"{"condition":{"type":"COMPLETED"}}"#))
    let spec =
      #"{"cassandraBackup":"nightly","cassandraCluster":"\#(Self.decomposed)","datacenter":"\#(Self.decomposed)"}"#
    let rules: [any Rule] = [RestoreClusterRule(), RestoreDatacenterRule(), DatacenterExistsRule()]
    facts.clusters = [Self.decomposed: .known(ClusterFact(datacenters: [Self.composed], sidecarEnabled: true))]
    let verdict = Judge(rules: rules).verdict(creating: try object(.restore, spec), .restore, facts: facts)
    #expect(verdict.denials.map(\.rule) == ["restore-cluster", "restore-datacenter", "datacenter-exists"])
  }

  @Test("two spellings of a tag are two tags")
  func tags() throws {
    var facts = StubFacts()
    let other = try backup(
      #""snapshotTag":"\#(Self.composed)","datacenter":"dc1""#, status: #"{"condition":{"type":"COMPLETED"}}"#,
      metadata: #""name":"other""#)
    facts.others = .known([StubFacts.fact(other)])
    let judge = Judge(rules: [DuplicateBackupRule()])
    #expect(
      judge.verdict(creating: try backup(#""snapshotTag":"\#(Self.decomposed)""#), .backup, facts: facts).isAllowed)
    #expect(
      !judge.verdict(creating: try backup(#""snapshotTag":"\#(Self.composed)""#), .backup, facts: facts).isAllowed)
  }

  @Test("of many other backups three are named")
  func many() throws {
    var facts = StubFacts()
    facts.others = .known(
      try (0..<100).map { number in
        StubFacts.fact(
          try backup(
            #""snapshotTag":"nightly-\#(number)","schedule":"@daily""#, metadata: #""name":"other-\#(number)""#))
      })
    let judge = Judge(rules: [SnapshotTagPrefixRule(), ScheduleOverlapRule()])
    let verdict = judge.verdict(creating: try backup(#""schedule":"@daily""#), .backup, facts: facts)
    #expect(verdict.findings(of: "snapshot-tag-prefix").count == 3)
    #expect(verdict.findings(of: "schedule-overlap").count == 3)
  }

  @Test("a backup of the restore's own name may keep it waiting, the restore itself may not")
  func operations() throws {
    var facts = StubFacts(backup: try backup())
    let key = ObjectKey(namespace: "cassandra", name: "bring-back")
    let judge = Judge(rules: [RestoreBusyRule()])
    for (kind, isBusy) in [(.backup, true), (.restore, false)] as [(SubjectKind, Bool)] {
      facts.running = .known([OperationFact(kind: kind, key: key, state: .running)])
      #expect(judge.verdict(creating: try restore(), .restore, facts: facts).findings.isEmpty == !isBusy)
    }
  }

  @Test("a backup that is being deleted is due no more")
  func overlapWithDeleted() throws {
    var facts = StubFacts()
    let metadata = #""name":"other","deletionTimestamp":"2026-11-22T11:00:00Z""#
    facts.others = .known([StubFacts.fact(try backup(#""schedule":"@daily""#, metadata: metadata))])
    let judge = Judge(rules: [ScheduleOverlapRule()])
    #expect(judge.verdict(creating: try backup(#""schedule":"@daily""#), .backup, facts: facts).findings.isEmpty)
  }

  @Test("a suspended schedule overlaps with none")
  func suspended() throws {
    var facts = StubFacts()
    facts.others = .known([StubFacts.fact(try backup(#""schedule":"@daily""#, metadata: #""name":"other""#))])
    let judge = Judge(rules: [ScheduleOverlapRule()])
    let new = try backup(#""schedule":"@daily","suspend":true"#)
    #expect(judge.verdict(creating: new, .backup, facts: facts).findings.isEmpty)
  }

  @Test("CassKop's own readings of a cluster")
  func clusters() throws {
    func fact(_ spec: String) throws -> ClusterFact {
      ClusterFact(KubeObject(try JSONValue(parsing: Array(#"{"spec":\#(spec)}"#.utf8))))
    }
    #expect(try fact("{}") == ClusterFact(datacenters: ["dc1"], sidecarEnabled: true))
    #expect(
      try fact(#"{"topology":{"dc":[{"name":"a"},{"name":"b"},{}]},"backRestSidecar":{"enabled":false}}"#)
        == ClusterFact(datacenters: ["a", "b"], sidecarEnabled: false))
    #expect(try fact(#"{"backRestSidecar":{}}"#).sidecarEnabled)
  }

  @Test("from nowhere comes nothing but the reason")
  func noFacts() {
    let facts = NoFacts(reason: "nobody was asked")
    let key = ObjectKey(namespace: "a", name: "b")
    for reason in [
      facts.cluster(key).reason, facts.secret(key).reason, facts.backup(key).reason,
      facts.neighbours(of: BackupSpec(nil), key).reason, facts.operations(onCluster: key).reason,
      facts.mayRead(key, Author(username: "alice")).reason,
    ] { #expect(reason == "nobody was asked") }
  }
}

extension Fact {
  fileprivate var reason: String? {
    if case .unknown(let reason) = self { reason } else { nil }
  }
}
