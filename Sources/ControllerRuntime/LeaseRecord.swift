// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// What a `Lease` says of its holder.
struct LeaseRecord: Sendable, Equatable {
  static let resource = KubeResource(group: "coordination.k8s.io", version: "v1", plural: "leases", kind: "Lease")

  /// The most that the API takes for numbers of a lease, which have 32 bits.
  private static let largest = Int64(Int32.max)

  /// Empty for nobody.
  var holder = ""
  /// How long the lease is the holder's when it is not renewed, in seconds; nil if it does not say so.
  var seconds: Int64?
  /// The times are for people: they are by the holder's clock, and ours may be another.
  var acquireTime: String?
  var renewTime: String?
  /// How often the lease has gone from one holder to another.
  var transitions: Int64 = 0

  init() {}

  /// What is missing or makes no sense counts as not said.
  init(_ lease: KubeObject) {
    holder = lease.spec?["holderIdentity"]?.string ?? ""
    seconds = lease.spec?["leaseDurationSeconds"]?.integer.flatMap { (1...Self.largest).contains($0) ? $0 : nil }
    acquireTime = lease.spec?["acquireTime"]?.string
    renewTime = lease.spec?["renewTime"]?.string
    transitions = min(max(lease.spec?["leaseTransitions"]?.integer ?? 0, 0), Self.largest)
  }

  /// The record of somebody who takes the lease now, or takes it once more.
  func taken(by identity: String, for duration: Duration, at now: Instant) -> LeaseRecord {
    var record = self
    record.holder = identity
    record.seconds = max(1, duration.components.seconds)
    record.renewTime = now.kubernetesMicroTime
    if holder != identity {
      record.acquireTime = record.renewTime
      if self != LeaseRecord() { record.transitions = min(transitions, Self.largest - 1) + 1 }
    }
    return record
  }

  /// The record of a lease that anybody may take at once.
  func released(at now: Instant) -> LeaseRecord {
    var record = taken(by: "", for: .seconds(1), at: now)
    record.acquireTime = record.renewTime
    record.transitions = transitions
    return record
  }
}

extension LeaseRecord {
  private static let members: Set = [
    "holderIdentity", "leaseDurationSeconds", "acquireTime", "renewTime", "leaseTransitions",
  ]

  /// A new lease that says this.
  func lease(_ key: ObjectKey) -> JSONValue {
    JSONValue { writer in
      writer.object { lease in
        lease.member("apiVersion", Self.resource.apiVersion)
        lease.member("kind", Self.resource.kind)
        lease.name("metadata")
        lease.object { metadata in
          metadata.member("namespace", key.namespace)
          metadata.member("name", key.name)
        }
        lease.member("spec", spec())
      }
    }
  }

  /// The same lease, its version included, that says this instead. What others have written into it stays.
  func put(into lease: KubeObject) throws(JSONPatchError) -> JSONValue {
    let patch = JSONPatch(operations: [.add(path: .spec, value: spec(of: lease.spec))])
    return try patch.applied(to: lease.json)
  }

  private func spec(of old: JSONValue? = nil) -> JSONValue {
    JSONValue { writer in
      writer.object { spec in
        if let old {
          for (name, value) in old.members where !Self.members.contains(name) { spec.member(name, value) }
        }
        spec.member("holderIdentity", holder)
        if let seconds { spec.member("leaseDurationSeconds", seconds) }
        if let acquireTime { spec.member("acquireTime", acquireTime) }
        if let renewTime { spec.member("renewTime", renewTime) }
        spec.member("leaseTransitions", transitions)
      }
    }
  }
}
