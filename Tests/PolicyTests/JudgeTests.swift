// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Synchronization
import Testing

@testable import Policy

/// Facts in which something is lacking, or not, and which no look-up betters.
private final class LookUpCount: FactProvider {
  private let source: any FactSource
  private let looked = Mutex(0)

  init(lacksAnswers: Bool) {
    var facts = StubFacts()
    facts.lacksAnswers = lacksAnswers
    source = facts
  }

  var count: Int { looked.withLock { $0 } }

  func facts() -> any FactSource { source }

  func completed(_ facts: any FactSource, within time: Duration) async -> any FactSource {
    looked.withLock { $0 += 1 }
    return facts
  }
}

@Suite("Judge")
struct JudgeTests {
  let judge = Judge()

  @Test("an object being deleted is let go, whatever its spec says")
  func deletion() throws {
    let metadata = #""name":"nightly","deletionTimestamp":"2026-11-22T11:00:00Z""#
    let deleting = try backup(#""entities":"a.b.c""#, metadata: metadata)
    #expect(judge.verdict(creating: deleting, .backup).findings.isEmpty)
    #expect(judge.verdict(updating: try backup(), to: deleting, .backup).findings.isEmpty)
    #expect(judge.edits(for: Candidate(kind: .backup, new: deleting), facts: StubFacts()).isEmpty)
  }

  @Test("facts that lack nothing are not looked up, and others no more than three times", arguments: [false, true])
  func lookUps(lacksAnswers: Bool) async throws {
    let candidate = Candidate(kind: .backup, new: try backup())
    let lookUps = LookUpCount(lacksAnswers: lacksAnswers)
    _ = await judge.verdict(on: candidate, facts: lookUps, lookUp: .seconds(1), now: Instant(seconds: 0))
    #expect(lookUps.count == (lacksAnswers ? 3 : 0))
  }

  @Test("a null in place of the time of deletion deletes nothing")
  func notDeleting() throws {
    let object = try backup(#""entities":"a.b.c""#, metadata: #""name":"nightly","deletionTimestamp":null"#)
    #expect(!judge.verdict(creating: object, .backup).isAllowed)
  }

  @Test(
    "a change of metadata or status alone is nobody's business",
    arguments: [
      (#""name":"nightly","labels":{"team":"storage"}"#, nil), (#""name":"nightly","finalizers":[]"#, nil),
      (#""name":"nightly""#, #"{"condition":{"type":"RUNNING"}}"#),
    ] as [(String, String?)])
  func metadataAndStatus(metadata: String, status: String?) throws {
    let old = try backup(#""entities":"a.b.c""#, metadata: #""name":"nightly","finalizers":["x/y"]"#)
    let new = try backup(#""entities" : "a.b.c""#, status: status, metadata: metadata)
    #expect(judge.verdict(updating: old, to: new, .backup).findings.isEmpty)
  }

  @Test("a spec whose members changed places is the same spec")
  func order() throws {
    let old = try backup(#""entities":"a.b.c","bandwidth":"fast""#)
    let new = try backup(#""bandwidth":"fast","entities":"a.b.c""#)
    #expect(judge.verdict(updating: old, to: new, .backup).findings.isEmpty)
  }

  @Test("what was wrong before is a warning, what becomes wrong a denial")
  func ratchet() throws {
    let old = try backup(#""entities":"a.b.c""#)
    let new = try backup(#""entities":"a.b.c","bandwidth":"fast""#)
    #expect(
      judge.verdict(updating: old, to: new, .backup).summary
        == ["warn spec.entities entities-syntax", "deny spec.bandwidth bandwidth"])
  }

  @Test("another mistake in place of an old one is new")
  func otherMistake() throws {
    let verdict = judge.verdict(
      updating: try backup(#""entities":"a.b.c""#), to: try backup(#""entities":"a.b.d""#), .backup)
    #expect(verdict.summary == ["deny spec.entities entities-syntax"])
  }

  @Test("a rule that is set to deny is ratcheted as well")
  func ratchetBySetting() throws {
    var enforcement = Enforcement()
    enforcement["sidecar-duration"] = .deny
    let judge = Judge(enforcement: enforcement)
    let old = try backup(#""duration":"1h""#)
    let new = try backup(#""duration":"1h","entities":"k1""#)
    #expect(judge.verdict(creating: old, .backup).summary == ["deny spec.duration sidecar-duration"])
    #expect(judge.verdict(updating: old, to: new, .backup).summary == ["warn spec.duration sidecar-duration"])
  }

  @Test("what could not be checked before and cannot be now is no reason to refuse, even if the rule is set to deny")
  func ratchetUnknown() throws {
    var facts = StubFacts()
    facts.clusters = ["demo": .unknown("nobody was asked")]
    var enforcement = Enforcement()
    enforcement["cluster-exists"] = .deny
    let judge = Judge(enforcement: enforcement, rules: [ClusterExistsRule()])
    #expect(!judge.verdict(creating: try backup(), .backup, facts: facts).isAllowed)
    let update = judge.verdict(
      updating: try backup(), to: try backup(#""entities":"k1""#), .backup, facts: facts)
    #expect(update.summary == ["warn spec.cassandraCluster cluster-exists"])
  }

  @Test("an unknown fact is a warning")
  func unknown() throws {
    var facts = StubFacts()
    facts.clusters = ["demo": .unknown("nobody was asked")]
    let verdict = judge.verdict(creating: try backup(), .backup, facts: facts)
    #expect(verdict.isAllowed)
    #expect(
      verdict.summary == ["warn spec.cassandraCluster cluster-exists", "warn spec.cassandraCluster sidecar-enabled"])
    #expect(!verdict.findings.contains { !$0.isUnverified })
  }

  @Test("a rule that is off is not asked")
  func off() throws {
    var enforcement = Enforcement()
    enforcement["entities-syntax"] = .off
    let verdict = Judge(enforcement: enforcement).verdict(creating: try backup(#""entities":"a.b.c""#), .backup)
    #expect(verdict.findings.isEmpty)
  }

  @Test("a new object is judged with its defaults, and an update that takes one out too")
  func defaults() throws {
    let long = String(repeating: "n", count: 200)
    let verdict = judge.verdict(creating: try backup(metadata: #""name":"\#(long)""#), .backup)
    #expect(verdict.summary == ["deny spec.snapshotTag snapshot-tag"])
    let completed = #"{"condition":{"type":"COMPLETED"}}"#
    let old = try backup(#""snapshotTag":"nightly","datacenter":"dc1","concurrentConnections":10"#, status: completed)
    #expect(judge.verdict(updating: old, to: try backup(status: completed), .backup).findings.isEmpty)
  }

  @Test("a new object gets the edits it lacks, an update none")
  func edits() throws {
    let created = Candidate(kind: .backup, new: try backup())
    #expect(judge.edits(for: created, facts: StubFacts()).operations.count == 3)
    let candidate = Candidate(kind: .backup, new: try backup(#""entities":"k1""#), old: try backup())
    #expect(judge.edits(for: candidate, facts: StubFacts()).isEmpty)
  }

  @Test("denials and warnings are told apart")
  func verdict() throws {
    let verdict = judge.verdict(creating: try backup(#""entities":"a.b.c","duration":"1h""#), .backup)
    #expect(verdict.denials.map(\.rule) == ["entities-syntax"])
    #expect(verdict.warnings.map(\.rule) == ["sidecar-duration"])
    #expect(!verdict.isAllowed)
  }

  @Test("a spec that is no object is judged without a crash", arguments: ["null", "[]", "\"x\"", "7", "{}"])
  func strangeSpecs(spec: String) throws {
    for kind in SubjectKind.allCases {
      #expect(!judge.verdict(creating: try object(kind, spec), kind).isAllowed)
      let update = judge.verdict(updating: try object(kind, #"{"entities":"k1"}"#), to: try object(kind, spec), kind)
      #expect(!update.findings.isEmpty)
    }
  }
}
