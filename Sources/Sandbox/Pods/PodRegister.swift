// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// Which pods an API server has of a simulated cluster, and what follows from it: as a StatefulSet makes pods, and as a
/// kubelet tells how they are. A look at the pods goes in, what is to be done comes out.
struct PodRegister: Sendable {
  enum Action: Sendable {
    case create(JSONValue)
    /// Writes the status of the pod with this UID.
    case report(pod: String, uid: String, status: JSONValue)
    /// Something has changed that a person may want to know.
    case tell(String)
  }

  private struct Entry: Sendable {
    var uid: String
    var orders: PodOrders
    /// As it was written last; nil before.
    var status: JSONValue?
  }

  private var entries: [String: Entry] = [:]

  /// Whether the API server has every pod as it should be.
  private(set) var isInStep = false

  /// - Parameter pods: all that the API server has of the cluster.
  mutating func actions(seeing pods: [KubeObject], _ cluster: inout SimulatedCluster, now: Instant) -> [Action] {
    let found = Dictionary(pods.compactMap { pod in pod.name.map { ($0, pod) } }, uniquingKeysWith: { $1 })
    var actions: [Action] = []
    for name in cluster.nodes.filter(\.isMember).map(\.pod) {
      guard let pod = found[name], let uid = pod.uid else {
        if entries.removeValue(forKey: name) != nil { replace(name, &cluster, now, &actions) }
        if let wanted = cluster.pod(name) { actions.append(.create(wanted)) }
        continue
      }
      // Until it is gone it is what it was.
      guard !pod.isBeingDeleted else { continue }
      enter(pod, name, uid, &cluster, now, &actions)
      obey(PodOrders(pod), name, &cluster, now, &actions)
      guard let status = cluster.pod(name)?["status"], entries[name]?.status != status else { continue }
      actions.append(.report(pod: name, uid: uid, status: status))
    }
    isInStep = !actions.contains { if case .tell = $0 { false } else { true } }
    return actions
  }

  /// The status was written.
  mutating func reported(_ pod: String, uid: String, _ status: JSONValue) {
    guard entries[pod]?.uid == uid else { return }
    entries[pod]?.status = status
  }

  private func replace(
    _ pod: String, _ cluster: inout SimulatedCluster, _ now: Instant, _ actions: inout [Action]
  ) {
    cluster.replacePod(pod, now: now)
    actions.append(.tell("\(pod) is gone; another takes its place at \(cluster[pod]?.address ?? "")"))
  }

  private mutating func enter(
    _ pod: KubeObject, _ name: String, _ uid: String, _ cluster: inout SimulatedCluster, _ now: Instant,
    _ actions: inout [Action]
  ) {
    guard entries[name]?.uid != uid else { return }
    if entries[name] != nil {
      replace(name, &cluster, now, &actions)
    } else {
      outlive(pod, name, &cluster, now)
    }
    entries[name] = Entry(uid: uid, orders: PodOrders(pod))
    actions.append(.tell("\(name) is at \(cluster[name]?.address ?? "")"))
  }

  /// A pod that is there from an earlier simulation: its sidecar was restarted since, for all that anybody can see.
  private func outlive(_ pod: KubeObject, _ name: String, _ cluster: inout SimulatedCluster, _ now: Instant) {
    let sidecar = pod.status?["containerStatuses"]?.elements.first {
      $0["name"]?.string == SimulatedCluster.sidecarContainer
    }
    guard let restarts = sidecar?["restartCount"]?.integer else { return }
    for _ in 0...min(max(0, restarts), Self.mostRestarts) { cluster.restart(name, now: now) }
  }

  /// More than anybody tries by hand. What a status says beyond it is not believed.
  private static let mostRestarts: Int64 = 1_000

  private mutating func obey(
    _ orders: PodOrders, _ name: String, _ cluster: inout SimulatedCluster, _ now: Instant, _ actions: inout [Action]
  ) {
    guard let before = entries[name]?.orders, let node = cluster[name] else { return }
    entries[name]?.orders = orders
    if orders.unknownFaults != before.unknownFaults, let unknown = orders.unknownFaults.first {
      let known = SidecarFaults.names.map(\.name).joined(separator: ", ")
      actions.append(.tell("\(name): \(PodOrders.fault) names \"\(PlainText.line(unknown))\"; there are \(known)"))
    }
    if orders.faults != node.faults {
      cluster.setFaults(orders.faults, name, now: now)
      actions.append(.tell("\(name) has \(orders.faults.text)"))
    }
    if orders.isReady != node.isReady {
      cluster.setReady(orders.isReady, name, now: now)
      actions.append(.tell("\(name) is \(orders.isReady ? "ready" : "not ready")"))
    }
    if orders.restart != before.restart, orders.restart != nil {
      cluster.restart(name, now: now)
      actions.append(.tell("\(name): the sidecar was restarted, for the \(cluster[name]?.restartCount ?? 0). time"))
    }
  }
}
