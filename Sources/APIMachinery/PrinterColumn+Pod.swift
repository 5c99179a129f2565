// SPDX-License-Identifier: Apache-2.0
internal import KubeModel

extension PrinterColumn {
  static let pod = [
    name,
    PrinterColumn("Ready") { pod, _ in
      let ready = statuses(of: pod).count { $0["ready"]?.bool == true }
      return .string("\(ready)/\(pod.at("spec", "containers")?.count ?? 0)")
    },
    PrinterColumn("Status") { pod, _ in .string(state(of: pod)) },
    PrinterColumn("Restarts", type: "integer") { pod, _ in
      .integer(statuses(of: pod).reduce(0) { $0 &+ ($1["restartCount"]?.integer ?? 0) })
    },
    age(), text("IP", priority: 1, "status", "podIP"), text("Node", priority: 1, "spec", "nodeName"),
    text("Nominated Node", priority: 1, "status", "nominatedNodeName"),
    PrinterColumn("Readiness Gates", priority: 1) { pod, _ in .string(gates(of: pod)) },
  ]

  private static func statuses(of pod: JSONValue) -> [JSONValue] {
    Array(pod.at("status", "containerStatuses")?.elements ?? JSONValue.null.elements)
  }

  /// The phase, or rather what keeps the first container that does not run (`printPod`). Init containers are not looked
  /// at: nothing here runs any.
  private static func state(of pod: JSONValue) -> String {
    if pod.at("metadata", "deletionTimestamp") != nil {
      return pod.at("status", "reason")?.string == "NodeLost" ? "Unknown" : "Terminating"
    }
    for status in statuses(of: pod) {
      if let reason = status.at("state", "waiting", "reason")?.string, !reason.isEmpty { return reason }
      guard let terminated = status.at("state", "terminated") else { continue }
      if let reason = terminated["reason"]?.string, !reason.isEmpty { return reason }
      if let signal = terminated["signal"]?.integer, signal != 0 { return "Signal:\(signal)" }
      return "ExitCode:\(terminated["exitCode"]?.integer ?? 0)"
    }
    return pod.at("status", "reason")?.string ?? pod.at("status", "phase")?.string ?? ""
  }

  private static func gates(of pod: JSONValue) -> String {
    let gates = pod.at("spec", "readinessGates")?.elements.compactMap { $0["conditionType"]?.string } ?? []
    guard !gates.isEmpty else { return "<none>" }
    let conditions = pod.at("status", "conditions")?.elements.filter { $0["status"]?.string == "True" } ?? []
    let met = gates.count { gate in conditions.contains { $0["type"]?.string == gate } }
    return "\(met)/\(gates.count)"
  }
}
