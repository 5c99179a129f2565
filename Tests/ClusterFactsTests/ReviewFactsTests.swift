// SPDX-License-Identifier: Apache-2.0
import Backups
import ControllerRuntime
import KubeModel
import Logging
import Policy
import Synchronization
import TestSupport
import Testing

@testable import ClusterFacts

@Suite("The facts of one review")
struct ReviewFactsTests {
  private let server = ModelAPIServer()
  private let clock = ManualClock()

  private func watch(_ namespaces: [String] = []) -> ClusterWatch {
    ClusterWatch(namespaces, of: server, clock: clock, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  /// Runs the watch until every kind has been listed and is being watched.
  private func watching(_ watch: ClusterWatch, _ body: () async throws -> Void) async throws {
    let task = Task { await watch.run() }
    while !watch.reports.allSatisfy({ $0.condition == .watching }) { await Task.yield() }
    try await body()
    task.cancel()
    await task.value
  }

  @Test("what a store has needs no look-up")
  func known() async throws {
    try server.put(WatchedKind.backups, try Objects.backup("nightly").json)
    try server.put(WatchedKind.clusters, try Objects.cluster("demo").json)
    let watch = watch()
    try await watching(watch) {
      let facts = watch.facts()
      #expect(facts.backup(Objects.key("nightly")).value?.key == Objects.key("nightly"))
      #expect(facts.cluster(Objects.key("demo")).value?.datacenters == ["dc1", "dc2"])
      #expect(!facts.lacksAnswers)
    }
  }

  @Test("backups and restores are told to whoever works on them, with their kind")
  func told() async throws {
    try server.put(WatchedKind.backups, try Objects.backup("nightly").json)
    try server.put(WatchedKind.restores, try Objects.restore("again").json)
    try server.put(WatchedKind.clusters, try Objects.cluster("demo").json)
    let told = Mutex<Set<String>>([])
    let watch = ClusterWatch(
      [], of: server, clock: clock,
      changed: { kind, object in told.withLock { _ = $0.insert("\(kind) \(object.name ?? "")") } },
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    try await watching(watch) { #expect(told.withLock { $0 } == ["backup nightly", "restore again"]) }
  }

  @Test("what no store has is looked up once, and then it is known or absent")
  func lookedUp() async throws {
    let watch = watch()
    try await watching(watch) {
      let first = watch.facts()
      #expect(first.backup(Objects.key("fresh")).isUnknown)
      #expect(first.cluster(Objects.key("none")).isUnknown)
      #expect(first.lacksAnswers)
      try server.put(WatchedKind.backups, try Objects.backup("fresh").json)
      let second = await watch.completed(first, within: .seconds(5))
      #expect(second.backup(Objects.key("fresh")).value != nil)
      #expect(second.cluster(Objects.key("none")).isAbsent)
      #expect(!second.lacksAnswers)
    }
  }

  @Test("a list that is compared with is unknown until it is there, and says why")
  func unsynced() async throws {
    server.failNext(.refuse(Status(.forbidden, message: "not you")), times: 3)
    let watch = watch()
    let spec = BackupSpec(try Objects.backup("nightly").spec)
    guard case .unknown(let reason) = watch.facts().neighbours(of: spec, Objects.key("nightly")) else {
      Issue.record("known before anybody listed it")
      return
    }
    #expect(reason == "the list of cassandrabackups has yet to come")
    #expect(!watch.isSettled)
    let task = Task { await watch.run() }
    while !watch.isSettled { await Task.yield() }
    guard case .unknown(let refusal) = watch.facts().operations(onCluster: Objects.key("demo")) else {
      Issue.record("known although it may not be seen")
      return
    }
    #expect(refusal == "cassette may not list cassandrabackups, or there are none")
    task.cancel()
    await task.value
  }

  @Test("what was known stays known while the API server is away")
  func away() async throws {
    try server.put(WatchedKind.backups, try Objects.backup("nightly", state: "RUNNING").json)
    let watch = watch()
    try await watching(watch) {
      server.failNext(.unreachable, times: 100)
      server.breakWatches(.cut)
      while !watch.reports.allSatisfy({ $0.condition.label == "disconnected" }) { await clock.advanceToNextSleeper() }
      let facts = watch.facts()
      #expect(facts.backup(Objects.key("nightly")).value != nil)
      #expect(facts.operations(onCluster: Objects.key("demo")).value?.count == 1)
      #expect(facts.backup(Objects.key("new")).isUnknown)
      let completed = await watch.completed(facts, within: .seconds(5))
      #expect(completed.backup(Objects.key("new")).isUnknown)
    }
  }

  @Test("of a namespace that is not watched nothing is compared, but what is named is looked up")
  func otherNamespace() async throws {
    try server.put(WatchedKind.backups, try Objects.backup("nightly").json)
    let watch = watch(["b"])
    let facts = watch.facts()
    let spec = BackupSpec(try Objects.backup("x").spec)
    #expect(facts.neighbours(of: spec, Objects.key("x")).isUnknown)
    #expect(facts.backup(Objects.key("nightly")).isUnknown)
    let completed = await watch.completed(facts, within: .seconds(5))
    #expect(completed.backup(Objects.key("nightly")).value != nil)
  }

  @Test("an object without a name does not exist, and nobody asks for it")
  func nameless() {
    let facts = watch().facts()
    #expect(facts.backup(Objects.key("")).isAbsent)
    #expect(facts.secret(Objects.key("")).isAbsent)
    #expect(facts.cluster(Objects.key("")).isAbsent)
    #expect(!facts.lacksAnswers)
  }

  @Test("metrics see the backups and restores of every watched namespace, and none that is gone")
  func operations() async throws {
    try server.put(WatchedKind.backups, try Objects.backup("nightly").json)
    try server.put(WatchedKind.restores, try Objects.restore("again", state: "FAILED").json)
    let watch = watch(["b", "a"])
    try await watching(watch) {
      #expect(watch.operations.backups.map(\.key) == [Objects.key("nightly")])
      #expect(
        watch.operations.restores == [OperationFact(kind: .restore, key: Objects.key("again"), state: .failed)])
      try server.delete(WatchedKind.backups, Objects.key("nightly"))
      try server.delete(WatchedKind.restores, Objects.key("again"))
      while !watch.operations.backups.isEmpty || !watch.operations.restores.isEmpty { await Task.yield() }
    }
  }

  @Test("the reports of several namespaces are one for each kind")
  func reports() async throws {
    try server.put(WatchedKind.backups, try Objects.backup("nightly").json)
    let watch = watch(["a", "b"])
    try await watching(watch) {
      let reports = watch.reports
      #expect(reports.count == 3)
      let backups = try #require(reports.first { $0.resource == "cassandrabackups" })
      #expect(backups.objects == 1)
      #expect(backups.isSynced)
      #expect(backups.counts.lists == 2)
    }
  }
}

extension Fact {
  var isUnknown: Bool { if case .unknown = self { true } else { false } }
  var isAbsent: Bool { if case .absent = self { true } else { false } }
}
