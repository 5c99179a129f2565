// SPDX-License-Identifier: Apache-2.0
import Backups
import ClusterFacts
import ControllerRuntime
import KubeModel
import Outbound
import Policy
import Sandbox
import TestSupport

@testable import Reconcilers

/// An API server, a Cassandra cluster with its sidecars, and the replicas of Cassette that came and went; driven by one
/// seed.
///
/// `@unchecked Sendable`: all of it is used by one thread.
final class World: @unchecked Sendable {
  static let namespace = "shop"
  static let beginning = Instant(seconds: 1_795_000_000)

  let clock = ManualClock()
  let executor = StepExecutor()
  let server = ModelAPIServer()
  let cassandra: SidecarWorld
  let sidecars: SidecarTransport
  let ledger: WorldLedger
  var random: SplitMix64
  /// Of all machines; the sidecars' and ours may differ.
  private(set) var time = World.beginning
  /// By how much our clock is ahead of theirs.
  var skew = Duration.zero {
    didSet { latest = max(latest, wall) }
  }
  private(set) lazy var replica = Replica(1, of: self)
  /// Nothing goes wrong any more.
  var isCalm = false
  /// Calls that wait for their turn.
  private var parked: [CheckedContinuation<Void, Never>] = []
  /// Requests that their senders have given up, and when they arrive.
  private var late: [(due: Instant, request: OutboundRequest)] = []

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
    let time = TimeBox(World.beginning)
    var cluster = SimulatedCluster(
      "cluster", namespace: World.namespace, datacenters: [SimulatedDatacenter("dc1", nodes: 2)],
      tables: ["ks": ["t"]], using: SplitMix64(seed: seed ^ 0xABCD), now: World.beginning)
    cluster.storage.addBucket("s3://bucket")
    cassandra = SidecarWorld([cluster], now: { time.now })
    sidecars = SidecarTransport(cassandra)
    ledger = WorldLedger()
    self.time = World.beginning
    box = time
  }

  private let box: TimeBox

  /// The time of day as Cassette sees it.
  var wall: Instant { time + skew }

  /// The latest time of day that anybody has seen.
  private(set) var latest = World.beginning

  func chance(_ part: Double) -> Bool { Double.random(in: 0..<1, using: &random) < part }

  // MARK: Replicas

  /// Another process comes to lead, and reads everything.
  func elect() {
    replica = Replica(replica.number + 1, of: self)
    for kind in SubjectKind.allCases {
      for object in server.objects(kind.resource) {
        guard let key = object.key else { continue }
        let observed = Observed(Subject(kind: kind, key: key), object, at: wall)
        replica.reconciler.slots.occupy(observed)
        replica.learn(observed)
      }
    }
  }

  /// The process that leads does nothing more. Each of its calls under way is done or not.
  func crash() {
    replica.isAlive = false
    while !parked.isEmpty { resumeOne() }
    executor.drain()
    while !parked.isEmpty { resumeOne() }
    elect()
  }

  var hasParked: Bool { !parked.isEmpty }

  /// One of the calls that wait goes on, and with it its reconcile.
  func resumeOne() {
    let place = Int.random(in: 0..<parked.count, using: &random)
    parked.remove(at: place).resume()
    executor.drain()
    replica.settle(at: wall)
  }

  // MARK: Calls

  struct Fate {
    /// What was asked is done; else it never arrives, or late.
    var isDone: Bool
    var isLate = false
    var losesAnswer = false
  }

  private func park() async {
    guard chance(isCalm ? 0.02 : 0.2) else { return }
    await withCheckedContinuation { parked.append($0) }
  }

  /// What becomes of a call.
  func fate(of replica: Replica) async -> Fate {
    guard replica.isAlive else { return Fate(isDone: false) }
    await park()
    // A process that ended while the call was on its way: it may have arrived.
    guard replica.isAlive else { return Fate(isDone: chance(0.5)) }
    if isCalm { return Fate(isDone: true) }
    if chance(0.04) { return Fate(isDone: false, isLate: chance(0.5)) }
    return Fate(isDone: true, losesAnswer: chance(0.04))
  }

  /// Whether the answer reaches the one who asked.
  func arrives(_ fate: Fate, _ replica: Replica) async -> Bool {
    guard replica.isAlive else { return false }
    await park()
    return replica.isAlive && !fate.losesAnswer
  }

  // MARK: Sidecars

  func send(_ request: OutboundRequest) async throws(TransportError) -> OutboundResponse {
    let before = accepted
    defer { noteOwner(of: request, since: before) }
    return try await sidecars.response(to: request)
  }

  private var accepted: Int { cassandra.withClusters { clusters, _ in clusters[0].globalOperations.count } }

  /// An operation that was just accepted is that of an object.
  private func noteOwner(of request: OutboundRequest, since before: Int) {
    guard accepted > before,
      let operation = cassandra.withClusters({ clusters, _ in clusters[0].globalOperations.last }),
      let body = try? JSONValue(parsing: request.body)
    else { return }
    ledger.accepted(operation, body, in: self)
    ledger.look(at: self)
  }

  /// A request whose sender has given up arrives within the time that a sender has to allow for.
  func deliverLater(_ request: OutboundRequest) {
    late.append((time + .seconds(Int.random(in: 1...20, using: &random)), request))
  }

  func pod(_ name: String) throws(KubeError) -> KubeObject {
    for pod in pods where pod.name == name { return pod }
    throw KubeError(
      verb: "get", path: name,
      cause: .refused(Status(.notFound, message: "no such pod"), retryAfter: nil))
  }

  func pods(_ selector: String) -> ObjectList { ObjectList(objects: pods, resourceVersion: "1") }

  private var pods: [KubeObject] {
    cassandra.withClusters { clusters, _ in clusters[0].pods(namespace: World.namespace).map(KubeObject.init) }
  }

  // MARK: Time

  /// Everything that happens by itself until then.
  func advance(by duration: Duration) {
    let end = time + duration
    while let next = late.map(\.due).min(), next <= end {
      move(to: next)
      let arrived = late.filter { $0.due <= next }
      late.removeAll { $0.due <= next }
      for one in arrived { deliver(one.request) }
    }
    move(to: end)
    ledger.look(at: self)
  }

  /// A sidecar's process ends and begins again, or its pod does. What waits in its connections goes with it.
  func restart(_ pod: String, replacing: Bool = false) {
    let time = time
    let address = cassandra.withClusters { clusters, _ in clusters[0][pod]?.address } ?? ""
    late.removeAll { $0.request.url.hasPrefix("http://\(address):") }
    cassandra.withClusters { clusters, _ in
      _ = replacing ? clusters[0].replacePod(pod, now: time) : clusters[0].restart(pod, now: time)
    }
  }

  private func deliver(_ request: OutboundRequest) {
    Task(executorPreference: executor) { [self] in
      _ = try? await send(request)
    }
    executor.drain()
  }

  private func move(to instant: Instant) {
    guard instant > time else { return }
    clock.advance(by: instant - time)
    time = instant
    latest = max(latest, wall)
    box.now = instant
    cassandra.withClusters { clusters, _ in clusters[0].advance(to: instant) }
  }

  /// When something happens next of its own accord.
  var nextEvent: Instant? {
    [
      cassandra.withClusters { clusters, _ in clusters[0].nextEvent }, replica.queue.values.min().map { $0 - skew },
      late.map(\.due).min(),
    ]
    .compactMap { $0 }.min()
  }

  // MARK: Objects

  /// An object was changed by Cassette.
  func wrote(_ object: KubeObject, over before: KubeObject, by replica: Replica) {
    ledger.wrote(object, over: before, in: self)
    told(object)
  }

  /// The replica that leads hears of a change.
  func told(_ object: KubeObject) {
    guard let kind = SubjectKind(object), let key = object.key else { return }
    replica.learn(Observed(Subject(kind: kind, key: key), object, at: wall))
  }
}

/// The time that the sidecars go by.
///
/// `@unchecked Sendable`: all of a world is used by one thread.
final class TimeBox: @unchecked Sendable {
  var now: Instant

  init(_ now: Instant) { self.now = now }
}
