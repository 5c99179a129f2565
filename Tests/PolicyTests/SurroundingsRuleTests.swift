// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Synchronization
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

  @Test("which keys a restore's Secret needs cannot be told without its backup")
  func keysOfUnknownBackup() throws {
    var facts = StubFacts()
    facts.backups["nightly"] = .unknown("nobody was asked")
    facts.secrets["keys"] = .known(SecretFact(entries: [:]))
    let judge = Judge(rules: [SecretKeysRule()])
    let verdict = judge.verdict(creating: try restore(#""secret":"keys""#), .restore, facts: facts)
    #expect(verdict.findings.map(\.isUnverified) == [true])
    #expect(judge.verdict(creating: try restore(), .restore, facts: facts).findings.isEmpty)
  }

  @Test("of many datacenters ten are listed, and the nearest name is found among all")
  func manyDatacenters() throws {
    var facts = StubFacts()
    let names = (10..<40).map { "datacenter-\($0)" }
    facts.clusters["demo"] = .known(ClusterFact(datacenters: names, sidecarEnabled: true))
    let judge = Judge(rules: [DatacenterExistsRule()])
    let verdict = judge.verdict(creating: try backup(#""datacenter":"Datacenter-39""#), .backup, facts: facts)
    let message = verdict.findings.first?.message ?? ""
    #expect(message.contains(#""datacenter-19" and 20 more; did you mean datacenter-39?"#))
    #expect(!message.contains("datacenter-20"))
  }

  @Test("a rule that is off asks for no Secret and no right")
  func unasked() throws {
    let userInfo = try JSONValue(parsing: Array(#"{"username":"alice"}"#.utf8))
    let candidate = Candidate(kind: .backup, new: try backup(#""secret":"keys""#), userInfo: userInfo)
    func asked(_ enforcement: Enforcement) -> Set<String> {
      let facts = AskedFacts()
      _ = Judge(enforcement: enforcement).verdict(on: candidate, facts: facts, now: noon)
      return Set(facts.all)
    }
    var enforcement = Enforcement()
    #expect(asked(enforcement) == ["Secret cassandra/keys", "right of alice to cassandra/keys"])
    for rule in ["secret-exists", "secret-keys", "author-may-read-secret"] as [RuleID] { enforcement[rule] = .off }
    #expect(asked(enforcement) == [])
  }

  @Test("what an object does not name is not asked for")
  func unnamed() throws {
    let facts = AskedFacts()
    for kind in SubjectKind.allCases {
      _ = Judge().verdict(on: Candidate(kind: kind, new: try object(kind, "{}")), facts: facts, now: noon)
    }
    #expect(facts.all == [])
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

  @Test(
    "a cluster's sidecar has the version that its image's tag tells, or CassKop's usual one without an image",
    arguments: [
      ("{}", "1.1.3"), (#"{"image":""}"#, "1.1.3"), (#"{"image":null}"#, "1.1.3"),
      (#"{"image":"registry:5000/icarus:v3.0.0@sha256:01"}"#, "3.0.0"), (#"{"image":"icarus:latest"}"#, nil),
      (#"{"image":"registry:5000/icarus"}"#, nil),
    ] as [(String, String?)])
  func sidecarVersions(sidecar: String, version: String?) throws {
    let text = #"{"spec":{"backRestSidecar":\#(sidecar)}}"#
    let fact = ClusterFact(KubeObject(try JSONValue(parsing: Array(text.utf8))))
    #expect(fact.sidecarVersion?.description == version)
  }

  @Test("nothing is asked about the provider of a backup that every sidecar knows")
  func usualProvider() throws {
    var facts = StubFacts(backup: try backup())
    facts.clusters["demo"] = .unknown("nobody was asked")
    let judge = Judge(rules: [SidecarProviderRule()])
    #expect(judge.verdict(creating: try restore(), .restore, facts: facts).findings.isEmpty)
    facts.backups["nightly"] = .known(StubFacts.fact(try object(.backup, #"{"storageLocation":"minio://acme"}"#)))
    #expect(judge.verdict(creating: try restore(), .restore, facts: facts).findings.map(\.isUnverified) == [true])
    facts.backups["nightly"] = .known(StubFacts.fact(try object(.backup, #"{"storageLocation":"acme"}"#)))
    #expect(judge.verdict(creating: try restore(), .restore, facts: facts).findings.isEmpty)
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

/// Keeps account of what is asked for by name, but for the cluster that subjects have.
private final class AskedFacts: FactSource {
  private let names = Mutex<[String]>([])

  var all: [String] { names.withLock { $0 } }

  private func note<Value>(_ name: String) -> Fact<Value> {
    names.withLock { $0.append(name) }
    return .unknown("nobody was asked")
  }

  func cluster(_ key: ObjectKey) -> Fact<ClusterFact> { key.name == "demo" ? .absent : note("cluster \(key)") }
  func secret(_ key: ObjectKey) -> Fact<SecretFact> { note("Secret \(key)") }
  func backup(_ key: ObjectKey) -> Fact<BackupFact> { note("backup \(key)") }
  func neighbours(of spec: BackupSpec, _ key: ObjectKey) -> Fact<BackupNeighbours> { .known(BackupNeighbours()) }
  func operations(onCluster key: ObjectKey) -> Fact<[OperationFact]> { note("operations on \(key)") }

  func mayRead(_ secret: ObjectKey, _ author: Author) -> Fact<Bool> {
    note("right of \(author.username) to \(secret)")
  }
}

extension Fact {
  fileprivate var reason: String? {
    if case .unknown(let reason) = self { reason } else { nil }
  }
}
