// SPDX-License-Identifier: Apache-2.0
import ClusterFacts
import KubeModel
import Synchronization
import TestSupport
import Testing

@testable import Command

@Suite("cassette uninstall", .timeLimit(.minutes(1)))
struct UninstallerTests {
  private let server = ModelAPIServer()
  private let clock = ManualClock()
  private let lines = Lines()

  private final class Lines: Sendable {
    private let all = Mutex<[String]>([])
    var told: [String] { all.withLock { $0 } }
    func tell(_ line: String) { all.withLock { $0.append(line) } }
  }

  private static let label = #""labels":{"app.kubernetes.io/name":"cassette"}"#
  private static let webhooks = #""webhooks":[{"name":"validate.cassette.db.orange.com"}]"#
  private static let account =
    #""subjects":[{"kind":"ServiceAccount","name":"cassette","namespace":"cassette-system"}]"#

  private func put(_ resource: KubeResource, _ metadata: String, _ rest: String = "") throws {
    let members = rest.isEmpty ? "" : ",\(rest)"
    let text =
      #"{"apiVersion":"\#(resource.apiVersion)","kind":"\#(resource.kind)","metadata":{\#(metadata)}\#(members)}"#
    try server.put(resource, try JSONValue(parsing: Array(text.utf8)))
  }

  private func kind(_ name: String) throws -> KubeResource {
    try #require((InstalledKind.webhookConfigurations + InstalledKind.rest).first { $0.resource.kind == name }).resource
  }

  private func own(_ name: String) -> String { #""name":"\#(name)","namespace":"cassette-system""# }

  /// As the manifests and a program that ran leave a cluster.
  private func install() throws {
    for name in ["ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"] {
      try put(try kind(name), #""name":"cassette",\#(Self.label)"#, Self.webhooks)
    }
    try put(InstalledKind.deployment.resource, "\(own("cassette")),\(Self.label)")
    try put(try kind("ClusterRole"), #""name":"cassette-webhook",\#(Self.label)"#)
    try put(try kind("ClusterRoleBinding"), #""name":"cassette-webhook",\#(Self.label)"#, Self.account)
    try put(try kind("Secret"), "\(own("cassette-certificates")),\(Self.label)")
    try put(try kind("Lease"), own("cassette"))
    try put(
      WatchedKind.backups,
      #""name":"b","namespace":"ns","finalizers":["db.orange.com/cassette","example.com/hold"]"#)
    try put(WatchedKind.restores, #""name":"r","namespace":"ns""#)
    try put(InstalledKind.definition.resource, #""name":"cassandrabackups.db.orange.com",\#(Self.label)"#)
  }

  private func run(_ change: (inout Uninstaller) -> Void = { _ in }) async throws {
    var uninstaller = Uninstaller(server, namespace: "cassette-system", clock: clock, tell: lines.tell)
    change(&uninstaller)
    try await uninstaller.run()
  }

  private static let steps = [
    "ValidatingWebhookConfiguration cassette", "MutatingWebhookConfiguration cassette",
    "Deployment cassette-system/cassette", "CassandraBackup ns/b", "Secret cassette-system/cassette-certificates",
    "Lease cassette-system/cassette", "ClusterRoleBinding cassette-webhook", "ClusterRole cassette-webhook",
  ]
  private static let left =
    "left as they are: the CRDs, all CassandraBackups and CassandraRestores, the namespace cassette-system"

  @Test("webhooks go first, then the program, its finalizer, and the rest")
  func order() async throws {
    try install()
    try await run()
    #expect(
      lines.told == Self.steps.map { "\($0.hasPrefix("Cassandra") ? "released" : "removed") \($0)" } + [Self.left])
    #expect(server.objects(WatchedKind.backups).map(\.finalizers) == [["example.com/hold"]])
    #expect(server.objects(WatchedKind.restores).count == 1)
    #expect(server.objects(InstalledKind.definition.resource).count == 1)
  }

  @Test("a second time nothing is left to do")
  func again() async throws {
    try install()
    try await run()
    let first = lines.told.count
    try await run()
    #expect(Array(lines.told.dropFirst(first)) == [Self.left])
  }

  @Test("a dry run says the same, and changes nothing")
  func dryRun() async throws {
    try install()
    try await run { $0.isDryRun = true }
    #expect(
      lines.told
        == Self.steps.map { "would \($0.hasPrefix("Cassandra") ? "release" : "remove") \($0)" } + [Self.left])
    #expect(server.count(of: .delete) + server.count(of: .patch) == 0)
  }

  @Test("with everything, the definitions go as well, and CassKop's finalizer does not hold them")
  func everything() async throws {
    try install()
    try put(WatchedKind.backups, #""name":"c","namespace":"ns","finalizers":["kubernetes.io/unschedule-needed"]"#)
    try await run { $0.deletesObjects = true }
    #expect(lines.told.contains("removed CustomResourceDefinition cassandrabackups.db.orange.com"))
    #expect(server.objects(WatchedKind.backups).map(\.finalizers) == [["example.com/hold"], []])
    #expect(lines.told.last == "left as they are: the namespace cassette-system")
  }

  @Test("what others made stays, also by the same name or label")
  func others() async throws {
    let configurations = try kind("ValidatingWebhookConfiguration")
    try put(configurations, #""name":"other",\#(Self.label)"#, #""webhooks":[{"name":"a.example.com"}]"#)
    try put(configurations, #""name":"empty",\#(Self.label)"#)
    try put(try kind("RoleBinding"), #""name":"a","namespace":"ns",\#(Self.label)"#, #""subjects":[]"#)
    try put(try kind("ClusterRole"), #""name":"cassette-mine""#)
    try put(try kind("ClusterRole"), #""name":"other",\#(Self.label)"#)
    try put(try kind("Role"), #""name":"other","namespace":"ns",\#(Self.label)"#)
    try put(try kind("Secret"), own("cassette-tls"))
    try put(InstalledKind.definition.resource, #""name":"cassandrabackups.db.orange.com""#)
    try await run { $0.deletesObjects = true }
    #expect(lines.told.count == 1)
    #expect(server.count(of: .delete) == 0)
  }

  @Test("what cannot be removed is said, and nothing after it is begun")
  func refused() async throws {
    try install()
    let status = Status(.forbidden, message: "you may not")
    // The list of configurations is read, and the first of them stays.
    let server = ModelAPIServer { server, verb in if verb == .list { server.failNext(.refuse(status)) } }
    for object in self.server.objects(try kind("ValidatingWebhookConfiguration")) {
      try server.put(try kind("ValidatingWebhookConfiguration"), object.json)
    }
    let uninstaller = Uninstaller(server, namespace: "cassette-system", clock: clock, tell: lines.tell)
    let error = await #expect(throws: KubeError.self) { try await uninstaller.run() }
    #expect(error?.reason == "403 Forbidden: you may not")
    #expect(lines.told == [])
    #expect(server.count(of: .list) == 1)
  }

  @Test("kinds that the API server does not know are passed over")
  func unknownKinds() async throws {
    server.failNext(.refuse(Status(.notFound, message: "the server could not find the requested resource")))
    try await run()
    #expect(lines.told == [Self.left])
  }

  @Test("pods are waited for, so that none writes what is removed")
  func pods() async throws {
    try install()
    let pod = InstalledKind.pod.resource
    try put(pod, "\(own("cassette-1")),\(Self.label)")
    async let running: Void = run()
    await clock.sleeper()
    #expect(lines.told.last == "waiting for 1 pods to end, 60 s at most")
    try server.delete(pod, ObjectKey(namespace: "cassette-system", name: "cassette-1"))
    clock.advance(by: .seconds(1))
    try await running
    #expect(lines.told.last == Self.left)
    #expect(server.objects(WatchedKind.backups).map(\.finalizers) == [["example.com/hold"]])
  }

  @Test("a pod that does not end is told of after a minute")
  func lostNode() async throws {
    try put(InstalledKind.pod.resource, "\(own("cassette-1")),\(Self.label)")
    async let running: Void = run()
    for _ in 0..<60 { await clock.advanceToNextSleeper() }
    try await running
    #expect(
      lines.told.suffix(2) == ["still there, and not waited for any more: cassette-system/cassette-1", Self.left])
  }

  @Test("a finalizer is taken away although others write, and the API server refuses for a moment")
  func stubborn() async throws {
    try install()
    let stale = try #require(server.objects(WatchedKind.backups).first)
    try server.put(WatchedKind.backups, stale.json)
    let release = FinalizerRelease(of: ["db.orange.com/cassette"], in: server, clock: clock)
    async let released = release.perform(on: stale, WatchedKind.backups)
    await clock.sleeper()
    server.failNext(.refuse(Status(.internalError, message: "failed calling webhook")))
    clock.advance(by: .seconds(1))
    await clock.advanceToNextSleeper()
    let isReleased = try await released
    #expect(isReleased)
    #expect(server.objects(WatchedKind.backups).map(\.finalizers) == [["example.com/hold"]])
  }

  @Test("an API server that keeps refusing is given up after a quarter of a minute")
  func refusing() async throws {
    try install()
    let status = Status(.internalError, message: "failed calling webhook")
    let found = try #require(server.objects(WatchedKind.backups).first)
    let release = FinalizerRelease(of: ["db.orange.com/cassette"], in: server, clock: clock)
    server.failNext(.refuse(status))
    let released = Task { try await release.perform(on: found, WatchedKind.backups) }
    for _ in 0..<15 {
      await clock.sleeper()
      server.failNext(.refuse(status))
      clock.advance(by: .seconds(1))
    }
    await #expect(throws: KubeError.self) { try await released.value }
  }
}
