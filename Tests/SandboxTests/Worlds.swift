// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Outbound
import Sandbox

/// Random numbers that are the same in every run.
struct Counting: RandomNumberGenerator, Sendable {
  var state: UInt64

  init(seed: UInt64 = 1) { state = seed }

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 29
  }
}

/// A cluster and its time.
struct World {
  static let start = Instant(seconds: 1_714_528_800, nanoseconds: 101_000_000)

  var cluster: SimulatedCluster
  var now = World.start

  /// Three nodes in `dc1`; a bucket and the keys to it.
  init(
    version: SidecarVersion = .v113, datacenters: [SimulatedDatacenter] = [SimulatedDatacenter("dc1", nodes: 3)],
    seed: UInt64 = 1
  ) {
    cluster = SimulatedCluster(
      "demo", namespace: "cass", datacenters: datacenters,
      tables: ["ks1": ["t1", "t2"], "ks2": ["t1"], "system": ["local"]], version: version,
      using: Counting(seed: seed), now: now)
    cluster.storage.addBucket("s3://acme")
    cluster.storage.setSecret("keys", in: "cass", keys: ["awsaccesskeyid", "awssecretaccesskey", "awsregion"])
  }

  static let pods = ["demo-dc1-rack1-0", "demo-dc1-rack1-1", "demo-dc1-rack1-2"]

  func address(_ index: Int) -> String { cluster.nodes[index].address }

  mutating func pass(_ seconds: Int64, milliseconds: Int64 = 0) {
    let total = now.seconds * 1_000 + Int64(now.nanoseconds / 1_000_000) + seconds * 1_000 + milliseconds
    now = Instant(seconds: total / 1_000, nanoseconds: Int32(total % 1_000) * 1_000_000)
    cluster.advance(to: now)
  }

  mutating func reply(
    _ method: String, _ target: String, body: String = "", fields: [OutboundField]? = nil, at node: Int = 0
  ) -> SidecarReply {
    let fields = fields ?? [OutboundField("Content-Type", "application/json"), OutboundField("Host", "sidecar:4567")]
    let request = SidecarRequest(method, target, fields: fields, body: Array(body.utf8))
    return cluster.respond(to: request, at: address(node), now: now)
  }

  mutating func answer(
    _ method: String, _ target: String, body: String = "", fields: [OutboundField]? = nil, at node: Int = 0
  ) -> Answer {
    guard case .answer(let response) = reply(method, target, body: body, fields: fields, at: node) else {
      return Answer(OutboundResponse(head: OutboundHead(status: 0), body: []))
    }
    return Answer(response)
  }

  /// Posts an operation that is to be accepted.
  /// - Returns: its id.
  @discardableResult
  mutating func post(_ body: String, at node: Int = 0) -> String {
    answer("POST", "/operations", body: body, at: node).json["id"]?.string ?? "nothing"
  }

  mutating func operation(_ id: String, at node: Int = 0) -> JSONValue {
    answer("GET", "/operations/\(id)", at: node).json
  }

  mutating func operations(at node: Int = 0) -> [JSONValue] {
    Array(answer("GET", "/operations", at: node).json.elements)
  }

  /// Posts an operation and waits for its end.
  mutating func result(_ body: String, at node: Int = 0, within seconds: Int64 = 120) -> JSONValue {
    let id = post(body, at: node)
    pass(seconds)
    return operation(id, at: node)
  }

  /// A backup that succeeds.
  static func backup(
    _ tag: String = "nightly", entities: String = "ks1", more: String = "", location: String = "s3://acme"
  ) -> String {
    #"{"type":"backup","storageLocation":"\#(location)","snapshotTag":"\#(tag)","entities":"\#(entities)","#
      + #""k8sNamespace":"cass","k8sSecretName":"keys","globalRequest":true\#(more)}"#
  }

  static func restore(_ tag: String = "nightly", entities: String = "ks1", more: String = "") -> String {
    #"{"type":"restore","storageLocation":"s3://acme","snapshotTag":"\#(tag)","entities":"\#(entities)","#
      + #""restorationPhase":"INIT","restorationStrategyType":"HARDLINKS","globalRequest":true,"#
      + #""import":{"type":"import","sourceDir":"/var/lib/cassandra/downloadedsstables"},"#
      + #""k8sSecretName":"keys"\#(more)}"#
  }
}

/// What came back, in the forms that tests ask for.
struct Answer {
  let status: Int
  let contentType: String?
  let location: String?
  let fields: [OutboundField]
  let text: String

  init(_ response: OutboundResponse) {
    status = response.head.status
    fields = response.head.fields
    contentType = fields["content-type"]
    location = fields["location"]
    text = String(decoding: response.body, as: UTF8.self)
  }

  /// Null if it is none.
  var json: JSONValue { (try? JSONValue(parsing: Array(text.utf8))) ?? .null }
}

extension JSONValue {
  var state: String { self["state"]?.string ?? "nothing" }
  var progress: String { self["progress"]?.numberText ?? "nothing" }
  var isOver: Bool { self["completionTime"] != nil }
  var sources: [String] { (self["errors"]?.elements).map { $0.compactMap { $0["source"]?.string } } ?? [] }
  var messages: [String] { (self["errors"]?.elements).map { $0.compactMap { $0["message"]?.string } } ?? [] }
}
