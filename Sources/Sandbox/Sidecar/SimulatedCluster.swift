// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// A Cassandra cluster with an Icarus sidecar beside each node, as a machine: requests and the time go in, replies come
/// out, and nothing happens in between. It is an independent reading of what Icarus does.
///
/// Beside what the sidecars tell it keeps the truth: `globalOperations`, `storage`, `SimulatedNode.emptyTables`.
package struct SimulatedCluster: Sendable {
  package let name: String
  package let namespace: String
  package let uid: String
  package let created: Instant
  package let version: SidecarVersion
  package internal(set) var nodes: [SimulatedNode] = []
  package var schema: SimulatedSchema
  package var storage = SimulatedStorage()
  package var deletionEffect = DeletionEffect.stopsUploads
  /// How long a coordinator waits for a node's part before it counts as done; nil for as many hours as requests say.
  package var patience: Duration?
  /// Whether all nodes have one schema; if not, restores fail before they move anything.
  package var schemaAgrees = true
  package internal(set) var schemaVersion: String
  /// Directories of the nodes that a request may name.
  package var directories: Set<String> = ["/var/lib/cassandra"]
  /// The operations of the whole cluster that were ever accepted, oldest first; the oldest give way once there are
  /// `mostRecords`.
  package internal(set) var globalOperations: [GlobalOperation] = []

  /// A backup every minute for a week; a run that somebody watches is shorter.
  package static let mostRecords = 10_000

  /// The time up to which everything has happened.
  var clock: Instant
  var agenda = Agenda()
  var operations: [Int: SidecarOperation] = [:]
  var lastKey = 0
  var generator: any RandomNumberGenerator & Sendable
  private let network: UInt8
  private var lastHost: UInt8 = 0

  /// - Parameters:
  ///   - tables: what is on disk, by keyspace.
  ///   - network: the third number of the nodes' addresses, 127.0.NETWORK.1 to .254: one for each cluster.
  ///   - generator: where identifiers come from.
  package init(
    _ name: String, namespace: String = "default", datacenters: [SimulatedDatacenter], tables: [String: [String]],
    version: SidecarVersion = .v113, network: UInt8 = 1, using generator: any RandomNumberGenerator & Sendable,
    now: Instant
  ) {
    self.generator = generator
    self.name = name
    self.namespace = namespace
    self.version = version
    self.network = network
    schema = SimulatedSchema(tables)
    (created, clock) = (now, now)
    uid = RandomUUID.next(from: &self.generator)
    schemaVersion = RandomUUID.next(from: &self.generator)
    for datacenter in datacenters {
      for rack in datacenter.racks {
        for index in 0..<rack.nodes {
          addNode("\(name)-\(datacenter.name)-\(rack.name)-\(index)", datacenter.name, rack.name)
        }
      }
    }
  }

  private mutating func addNode(_ pod: String, _ datacenter: String, _ rack: String) {
    nodes.append(
      SimulatedNode(
        pod: pod, datacenter: datacenter, rack: rack, hostID: nextUUID(), address: nextAddress(), podUID: nextUUID(),
        podCreated: clock, containerStarted: clock, containerID: nextUUID()))
  }

  mutating func nextUUID() -> String { RandomUUID.next(from: &generator) }

  /// One that no pod has, and that the one before had not.
  mutating func nextAddress() -> String {
    repeat {
      lastHost = lastHost >= 254 ? 1 : lastHost + 1
    } while nodes.contains { $0.isMember && $0.address == address(of: lastHost) } && nodes.count < 254
    return address(of: lastHost)
  }

  private func address(of host: UInt8) -> String { "127.0.\(network).\(host)" }
}

extension SimulatedCluster {
  /// When something changes next of its own accord, but for the progress of a node's files; nil if nothing will.
  package var nextEvent: Instant? { agenda.next }

  /// Lets happen what happens until then. Takes time in proportion to what happens and to how much is unfinished.
  package mutating func advance(to now: Instant) {
    while let (due, item) = agenda.take(dueBy: now) {
      clock = max(clock, due)
      switch item {
      case .operation(let key): proceed(key)
      case .sweep(let node): sweep(node)
      }
    }
    clock = max(clock, now)
  }

  /// The operations of the whole cluster whose coordinator is at work.
  package var liveOperations: [GlobalOperation] { globalOperations.filter { $0.outcome == .running } }

  /// Nil if there is no such pod.
  package subscript(pod: String) -> SimulatedNode? { nodes.first { $0.isMember && $0.pod == pod } }

  /// The index of the node whose pod has the address.
  func node(at address: String) -> Int? { nodes.firstIndex { $0.isMember && $0.address == address } }

  /// Addresses where a sidecar listens.
  package var listeningAddresses: [String] {
    nodes.filter { $0.isMember && !$0.faults.contains(.down) }.map(\.address)
  }
}
