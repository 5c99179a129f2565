// SPDX-License-Identifier: Apache-2.0
import Backups
import HTTPServer
import KubeModel
import Policy
import Posix
import Synchronization
import Testing

@testable import Webhook

@Suite("Reviews that wait for facts")
struct LookUpTests {
  private static let restoreKind = #"{"group":"db.orange.com","version":"v2","kind":"CassandraRestore"}"#

  private static func restore(_ spec: String, metadata: String = #"{"name":"r","namespace":"ns"}"#) -> String {
    #"{"apiVersion":"db.orange.com/v2","kind":"CassandraRestore","metadata":\#(metadata),"spec":{\#(spec)}}"#
  }

  private static func review(_ spec: String) -> [UInt8] {
    Asking.review(kind: restoreKind, name: "r", object: restore(spec))
  }

  /// A completed backup of `k1.t1`, as it is found by its name.
  private static func nightly() throws -> [String: BackupFact] {
    let spec = #"{"cassandraCluster":"c","datacenter":"dc1","storageLocation":"s3://b","entities":"k1.t1"}"#
    let status = #"{"condition":{"type":"COMPLETED"}}"#
    let fact = BackupFact(
      key: ObjectKey(namespace: "ns", name: "nightly"), spec: BackupSpec(try JSONValue(parsing: Array(spec.utf8))),
      status: OperationStatus(try JSONValue(parsing: Array(status.utf8))))
    return ["nightly": fact]
  }

  /// The `response` of a review that is answered later.
  private func answer(_ asking: Asking, _ body: [UInt8], _ target: String = "/validate") async throws -> JSONValue {
    guard case .later(let work) = asking.handler.handle(Asking.request(body, target)) else {
      throw Asking.Unexpected(what: "the answer does not wait")
    }
    let response = await work()
    #expect(response.status == 200)
    return try #require(try JSONValue(parsing: response.body)["response"])
  }

  private static let unknown = "not checked: it is not looked up yet"

  @Test("a restore is judged by a backup that only a look-up finds")
  func found() async throws {
    let facts = LookUpFacts(try Self.nightly())
    let asking = Asking(provider: facts)
    let good = try await answer(asking, Self.review(#""cassandraBackup":"nightly","cassandraCluster":"c""#))
    #expect(good["allowed"]?.bool == true)
    #expect(good["warnings"]?.texts.contains { $0.hasPrefix(Self.unknown) } == false)
    let bad = try await answer(
      asking, Self.review(#""cassandraBackup":"nightly","cassandraCluster":"c","entities":"k1.t2""#))
    #expect(bad["status", "details", "causes"]?.elements.compactMap { $0["field"]?.string } == ["spec.entities"])
    #expect(facts.times.count == 2)
  }

  @Test("what is still not there after the look-up does not exist")
  func absent() async throws {
    let answer = try await answer(
      Asking(provider: LookUpFacts()), Self.review(#""cassandraBackup":"nightly","cassandraCluster":"c""#))
    #expect(answer["allowed"]?.bool == false)
    #expect(answer["auditAnnotations", "rules"]?.string?.contains("backup-exists") == true)
  }

  @Test("a new restore inherits from a backup that only a look-up finds")
  func inherited() async throws {
    let asking = Asking(provider: LookUpFacts(try Self.nightly()))
    let answer = try await answer(asking, Self.review(#""cassandraBackup":"nightly""#), "/mutate")
    let patch = try #require(answer["patch"]?.string)
    let operations = try JSONValue(parsing: Asking.decoded(patch)).elements.compactMap { $0["path"]?.string }
    #expect(
      operations == ["cassandraCluster", "datacenter", "entities", "concurrentConnection"].map { "/spec/\($0)" })
  }

  @Test("a new backup gets the only datacenter of a cluster that only a look-up finds")
  func datacenter() async throws {
    let answer = try await answer(
      Asking(provider: LookUpFacts()), Asking.review(object: Asking.backup()), "/mutate")
    let patch = try #require(answer["patch"]?.string)
    #expect(String(decoding: try Asking.decoded(patch), as: UTF8.self).contains(#""/spec/datacenter","value":"dc1""#))
  }

  @Test(
    "whether the author may read the Secret is asked under the name in the review", arguments: ["alice", "mallory"])
  func author(_ name: String) async throws {
    let object = Asking.backup(Asking.good + #","secret":"s""#)
    let body = Asking.review(object: object, userInfo: #"{"username":"\#(name)"}"#)
    let answer = try await answer(Asking(provider: LookUpFacts()), body)
    let warns = answer["warnings"]?.texts.contains { $0.hasSuffix("[author-may-read-secret]") }
    #expect(warns == (name == "mallory"))
  }

  @Test("a review whose time is over is answered by what is known then", arguments: ["/validate", "/mutate"])
  func late(_ target: String) async throws {
    let time = TestTime()
    let facts = LookUpFacts(findsNothing: true) { _ in time.advance(by: .seconds(5)) }
    let asking = Asking(provider: facts, clock: time.now)
    let body = Self.review(#""cassandraBackup":"nightly","cassandraCluster":"c""#)
    let answer = try await answer(asking, body, target + "?timeout=5s")
    #expect(answer["allowed"]?.bool == true)
    if target == "/validate" { #expect(answer["warnings"]?.texts.contains { $0.hasPrefix(Self.unknown) } == true) }
    #expect(facts.times == [.milliseconds(4500)])
  }

  @Test("each look-up gets what the ones before left of the time, and the third is the last")
  func bounded() async throws {
    let time = TestTime()
    let facts = LookUpFacts(findsNothing: true) { _ in time.advance(by: .seconds(1)) }
    let asking = Asking(provider: facts, clock: time.now)
    let body = Self.review(#""cassandraBackup":"nightly","cassandraCluster":"c""#)
    let answer = try await answer(asking, body, "/validate?timeout=10s")
    #expect(answer["allowed"]?.bool == true)
    #expect(facts.times == [.milliseconds(9500), .milliseconds(8500), .milliseconds(7500)])
  }

  @Test("a review counts once, however often it is judged")
  func counts() async throws {
    let asking = Asking(provider: LookUpFacts(findsNothing: true), rules: ["entities-syntax": .warn])
    let object = Asking.backup(Asking.good + #","entities":"a.b.c""#)
    _ = try await answer(asking, Asking.review(object: object))
    let snapshot = asking.metrics.snapshot
    #expect(snapshot.reviews.values.reduce(0, +) == 1)
    #expect(snapshot.buckets.reduce(0, +) == 1)
    #expect(snapshot.findings[ReviewMetrics.FindingLabels(rule: "entities-syntax", verdict: "warn")] == 1)
  }

  @Test("a large review is completed too")
  func large() async throws {
    let body = Self.review(#""cassandraBackup":"nightly","cassandraCluster":"c""#)
    let padding = [UInt8](repeating: UInt8(ascii: " "), count: ReviewHandler.largestOnLoop)
    let facts = LookUpFacts(try Self.nightly())
    let answer = try await answer(Asking(provider: facts), body + padding)
    #expect(answer["allowed"]?.bool == true)
    #expect(facts.times.count == 1)
  }

  @Test("what is no business of the rules asks for no fact", arguments: ["/validate", "/mutate"])
  func nothingAsked(_ target: String) throws {
    let facts = LookUpFacts()
    let asking = Asking(provider: facts)
    let bad = Asking.backup(Asking.bad)
    func metadata(_ members: String) -> String {
      Asking.backup(Asking.bad, metadata: #"{"name":"b","namespace":"ns",\#(members)}"#)
    }
    let reviews = [
      Asking.review(operation: "UPDATE", object: metadata(#""labels":{"a":"b"}"#), oldObject: bad),
      Asking.review(operation: "UPDATE", object: bad, oldObject: metadata(#""finalizers":["a/b"]"#)),
      Asking.review(
        operation: "UPDATE", object: bad.dropLast() + #","status":{"condition":{"type":"RUNNING"}}}"#, oldObject: bad),
      Asking.review(
        operation: "UPDATE", object: metadata(#""deletionTimestamp":"2026-11-22T11:00:00Z""#),
        oldObject: Asking.backup()),
      Asking.review(operation: "UPDATE", subresource: "status", object: bad, oldObject: Asking.backup()),
      Asking.review(operation: "DELETE", oldObject: bad),
    ]
    for review in reviews { #expect(try asking.answer(review, target)["allowed"]?.bool == true) }
    #expect(facts.questions == 0 && facts.times.isEmpty)
  }

  @Test("an update asks for no defaults")
  func updateMutated() throws {
    let facts = LookUpFacts()
    let review = Asking.review(operation: "UPDATE", object: Asking.backup(Asking.bad), oldObject: Asking.backup())
    #expect(try Asking(provider: facts).answer(review, "/mutate")["allowed"]?.bool == true)
    #expect(facts.questions == 0)
  }

  @Test("who finds all places for look-ups taken is answered by what is known")
  func places() async throws {
    let (begun, begin) = AsyncStream.makeStream(of: Void.self)
    let gate = Gate()
    let facts = LookUpFacts(try Self.nightly()) { before in
      begin.yield()
      if before < LookUpPlaces.usual { await gate.passed() }
    }
    let asking = Asking(provider: facts)
    let body = Self.review(#""cassandraBackup":"nightly","cassandraCluster":"c""#)
    try await withThrowingTaskGroup(of: JSONValue.self) { group in
      for _ in 0..<LookUpPlaces.usual { group.addTask { try await self.answer(asking, body) } }
      var waiting = begun.makeAsyncIterator()
      for _ in 0..<LookUpPlaces.usual { _ = await waiting.next() }
      let refused = try await answer(asking, body)
      #expect(refused["warnings"]?.texts.contains { $0.hasPrefix(Self.unknown) } == true)
      gate.open()
      for try await answer in group {
        #expect(answer["warnings"]?.texts.contains { $0.hasPrefix(Self.unknown) } == false)
      }
    }
    #expect(facts.times.count == LookUpPlaces.usual)
    let next = try await answer(asking, body)
    #expect(next["warnings"]?.texts.contains { $0.hasPrefix(Self.unknown) } == false)
  }
}

/// A clock that stands still until it is moved.
private final class TestTime: Sendable {
  private let time = Mutex(MonotonicTime(nanoseconds: 1_000_000_000))

  @Sendable func now() -> MonotonicTime { time.withLock { $0 } }

  func advance(by duration: Duration) {
    time.withLock { $0 = $0 + duration }
  }
}

/// Holds up everybody until it is opened.
private final class Gate: Sendable {
  /// Nil once it is open.
  private let waiting = Mutex<[CheckedContinuation<Void, Never>]?>([])

  func passed() async {
    await withCheckedContinuation { continuation in
      let isOpen = waiting.withLock { waiting in
        waiting?.append(continuation)
        return waiting == nil
      }
      if isOpen { continuation.resume() }
    }
  }

  func open() {
    let released = waiting.withLock { waiting in
      defer { waiting = nil }
      return waiting ?? []
    }
    for continuation in released { continuation.resume() }
  }
}
