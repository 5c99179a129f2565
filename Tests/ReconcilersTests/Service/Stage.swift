// SPDX-License-Identifier: Apache-2.0
import ClusterFacts
import ControllerRuntime
import KubeModel
import Outbound
import Policy
import Sandbox
import Synchronization
import TestSupport
import Testing

@testable import Reconcilers

/// Where several processes want to lead: one API server, one Cassandra cluster, one clock.
final class Stage: Sendable {
  static let lease = ObjectKey(namespace: "ops", name: "cassette")

  struct Post: Sendable, Equatable {
    var identity: String
    var tag: String
  }

  let clock = ManualClock()
  let model = ModelAPIServer()
  let cassandra: SidecarWorld
  private let state = Mutex<[Post]>([])

  /// The lease is as old as the stage, and nobody's.
  init() throws {
    var cluster = SimulatedCluster(
      "demo", namespace: Scenario.namespace, datacenters: [SimulatedDatacenter("dc1", nodes: 2)],
      tables: ["ks1": ["t1"]], using: SplitMix64(seed: 1), now: noon)
    cluster.storage.addBucket("s3://acme")
    let object = cluster.object
    cassandra = SidecarWorld([cluster]) { [clock] in noon + clock.now.offset }
    try model.put(WatchedKind.clusters, object)
    try model.put(
      LeaderElector.resource,
      json(
        """
        {"apiVersion":"coordination.k8s.io/v1","kind":"Lease",
         "metadata":{"namespace":"ops","name":"cassette","creationTimestamp":"\(noon)"},"spec":{"holderIdentity":""}}
        """))
  }

  var now: Instant { noon + clock.now.offset }
  var wall: WallTime { WallTime { [clock] in noon + clock.now.offset } }

  func contender(_ identity: String, toleratesCassKop: Bool = false) -> Contender {
    Contender(identity, on: self, toleratesCassKop: toleratesCassKop)
  }

  // MARK: Time

  /// - Parameter contenders: all that run.
  func pass(_ duration: Duration, _ contenders: Contender...) async {
    await pass(within: duration, contenders) { false }
  }

  func pass(
    until isOver: () -> Bool, within longest: Duration = .seconds(120), _ contenders: Contender...
  ) async {
    await pass(within: longest, contenders, until: isOver)
    #expect(isOver(), "it did not come to it in time")
  }

  private func pass(within longest: Duration, _ contenders: [Contender], until isOver: () -> Bool) async {
    let end = clock.now.offset + longest
    while !Task.isCancelled {
      while !areAtRest(contenders), !Task.isCancelled { await Task.yield() }
      let left = end - clock.now.offset
      guard left > .zero, !isOver() else { return }
      clock.advance(by: min(await clock.sleeper(), left))
    }
  }

  private func areAtRest(_ contenders: [Contender]) -> Bool {
    func areAsleep() -> Bool { clock.sleepers == contenders.reduce(0) { $0 + $1.sleepersAtRest } }
    return areAsleep() && !contenders.contains(where: \.isBusy) && areAsleep()
  }

  // MARK: Objects and sidecars

  /// Somebody creates a backup, and all hear of it.
  func apply(_ object: JSONValue, _ contenders: Contender...) throws {
    try model.put(WatchedKind.backups, object.merged(with: json(#"{"metadata":{"creationTimestamp":"\#(now)"}}"#)))
    guard let stored = self.object(KubeObject(object).key) else { return }
    for contender in contenders { contender.learn(.backup, stored) }
  }

  func object(_ key: ObjectKey?) -> KubeObject? { model.objects(WatchedKind.backups).first { $0.key == key } }

  func status(_ key: ObjectKey) -> ObjectStatus { ObjectStatus(object(key)?.status) }

  /// What sidecars were asked to start, by whom, in order.
  var posts: [Post] { state.withLock { $0 } }

  func noted(_ request: OutboundRequest, by identity: String) {
    guard request.method == .post, let body = try? JSONValue(parsing: request.body) else { return }
    state.withLock { $0.append(Post(identity: identity, tag: body["snapshotTag"]?.string ?? "")) }
  }
}
