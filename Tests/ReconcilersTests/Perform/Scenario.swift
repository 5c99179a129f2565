// SPDX-License-Identifier: Apache-2.0
import Icarus
import KubeModel
import Logging
import ManifestFacts
import Outbound
import Policy
import Sandbox
import TestSupport
import Testing

@testable import Reconcilers

/// A story of one Kubernetes cluster: its API server, Cassandra clusters with their sidecars, and the process that runs
/// backups and restores. Time passes in `run(for:)` only, and what is due happens in the order of its time.
///
/// `@unchecked Sendable`: all of it is used by one thread: that of the test, which also runs what the executor has.
final class Scenario: @unchecked Sendable {
  static let namespace = "shop"

  let clock = ManualClock()
  let executor = StepExecutor()
  let model = ModelAPIServer()
  let cassandra: SidecarWorld
  private(set) lazy var process = ScenarioProcess(in: self)

  /// The API server answers nobody.
  var isAPIServerDown = false
  /// Happens when a sidecar has been asked to start something, before the answer arrives.
  var whenPosted: (() -> Void)?
  /// What arrives in the place of a sidecar's answer; nil for the answer itself.
  var rewrite: ((OutboundRequest, OutboundResponse) -> OutboundResponse?)?

  /// What sidecars were asked to start, whatever came of it.
  private(set) var posts: [ScenarioPost] = []
  private(set) var requests: [OutboundRequest] = []
  private(set) var patches: [ScenarioPatch] = []
  private(set) var events: [(subject: Subject, notice: Notice)] = []
  /// When requests that hang are given up.
  private var givenUp: [Instant] = []

  /// - Parameter clusters: each is in the namespace of the tests unless it says another one: `shop/demo`.
  init(
    _ clusters: [ObjectKey] = [key("demo")],
    _ datacenters: [SimulatedDatacenter] = [SimulatedDatacenter("dc1", nodes: 2)],
    version: Sandbox.SidecarVersion = .v113
  ) {
    let simulated = clusters.enumerated().map { index, key in
      var cluster = SimulatedCluster(
        key.name, namespace: key.namespace, datacenters: datacenters, tables: ["ks1": ["t1", "t2"], "ks2": ["t1"]],
        version: version, network: UInt8(index + 1), using: SplitMix64(seed: UInt64(index)), now: noon)
      cluster.storage.addBucket("s3://acme")
      return cluster
    }
    cassandra = SidecarWorld(simulated) { [clock] in noon + clock.now.offset }
    for key in clusters {
      addCluster(key)
      addSecret("keys", in: key.namespace)
    }
  }

  var now: Instant { noon + clock.now.offset }

  static func key(_ name: String) -> ObjectKey { ObjectKey(namespace: namespace, name: name) }
}

// MARK: Time

extension Scenario {
  func run(for duration: Duration) {
    run(until: now + duration) { false }
  }

  /// - Parameter longest: the time that it may take.
  func run(within longest: Duration = .seconds(3_600), until isOver: () -> Bool) {
    run(until: now + longest, isOver)
    #expect(isOver(), "it did not come to it in time")
  }

  private func run(until end: Instant, _ isOver: () -> Bool) {
    work()
    while now < end, !isOver() {
      let next = (givenUp + [process.nextDue ?? end]).min() ?? end
      clock.advance(by: min(max(next, now), end) - now)
      givenUp.removeAll { $0 <= now }
      work()
    }
  }

  /// Everything that is due now.
  private func work() {
    executor.drain()
    process.settle()
    var count = 0
    while process.startNext(on: executor) {
      executor.drain()
      process.settle()
      count += 1
      guard count < 1_000 else {
        Issue.record("it does not come to rest at \(now)")
        return
      }
    }
  }

  /// The process ends, and another one comes to lead: nothing is left but what is written.
  func restartReconciler() {
    process.isAlive = false
    clock.advance(by: .seconds(10))
    executor.drain()
    process = ScenarioProcess(in: self)
    process.readEverything()
  }
}

// MARK: Objects

extension Scenario {
  /// Somebody creates an object.
  func apply(_ object: JSONValue) {
    let created = json(#"{"metadata":{"creationTimestamp":"\#(now)"}}"#)
    put(object.merged(with: created))
  }

  /// Somebody changes an object by a merge patch.
  func change(_ kind: SubjectKind, _ key: ObjectKey, _ patch: String) {
    guard let object = object(kind, key) else {
      Issue.record("there is no \(kind.rawValue) \(key)")
      return
    }
    put(object.json.merged(with: json(patch)))
  }

  func delete(_ kind: SubjectKind, _ key: ObjectKey) {
    do { try model.delete(kind.resource, key) } catch { Issue.record(error) }
    if let object = object(kind, key) { process.learn(kind, object) }
  }

  /// Nil once it is gone.
  func object(_ kind: SubjectKind, _ key: ObjectKey) -> KubeObject? {
    model.objects(kind.resource).first { $0.key == key }
  }

  func status(_ kind: SubjectKind, _ key: ObjectKey) -> ObjectStatus { ObjectStatus(object(kind, key)?.status) }

  /// The reasons of what was told about an object, in order.
  func events(_ kind: SubjectKind, _ key: ObjectKey) -> [String] {
    events.filter { $0.subject == Subject(kind: kind, key: key) }.map(\.notice.reason)
  }

  private func put(_ object: JSONValue) {
    guard let kind = SubjectKind(KubeObject(object)), let key = KubeObject(object).key else {
      Issue.record("neither backup nor restore: \(object)")
      return
    }
    do { try model.put(kind.resource, object) } catch { Issue.record(error) }
    if let stored = self.object(kind, key) { process.learn(kind, stored) }
  }
}

// MARK: What is told to the scenario

extension Scenario {
  func noted(_ request: OutboundRequest) {
    requests.append(request)
    guard request.method == .post, let body = try? JSONValue(parsing: request.body) else { return }
    posts.append(ScenarioPost(url: request.url, body: body, time: now))
  }

  func noted(_ patch: ScenarioPatch) { patches.append(patch) }

  func noted(_ notice: Notice, _ subject: Subject) { events.append((subject, notice)) }

  func hangs(until time: Instant) { givenUp.append(time) }
}
