// SPDX-License-Identifier: Apache-2.0
import Backups
import Icarus
import KubeModel

/// Whether every node did its part of an operation that the coordinator calls COMPLETED. A coordinator says so too when
/// it gave up waiting for a node.
struct NodeCheck: Sendable, Equatable {
  private(set) var nodes: [NodeStatus] = []
  /// Pods that did not answer.
  private(set) var silent: [String] = []
  /// Pods whose part is missing, unfinished or failed.
  private(set) var incomplete: [String] = []

  /// Phases that every node goes through; the truncation is one node's, and goes to all others by Cassandra.
  private static let restorePhases = ["DOWNLOAD", "IMPORT", "CLEANUP"]

  /// Sidecars read the clocks of their own machines: the parts of an operation may seem to begin before it.
  private static let clockSkew = Duration.seconds(120)

  init(_ operation: SidecarOperation, _ reports: [NodeReport]) {
    for report in reports {
      guard let operations = report.operations else {
        silent.append(report.pod.name)
        nodes.append(NodeStatus(pod: report.pod.name, message: "the sidecar does not answer"))
        continue
      }
      let parts = Self.parts(of: operation, among: operations)
      let node = Self.status(report.pod.name, parts)
      if node.state != OperationState.completed.rawValue { incomplete.append(report.pod.name) }
      nodes.append(node)
    }
  }

  var isComplete: Bool { silent.isEmpty && incomplete.isEmpty && !nodes.isEmpty }

  /// The node's own operations for it, nil where there is none: one for a backup, one for each phase of a restore. The
  /// list begins with the latest; a phase from before the one that precedes it is of an earlier restore.
  private static func parts(of operation: SidecarOperation, among all: [SidecarOperation]) -> [SidecarOperation?] {
    let candidates = all.filter { $0.isPart(of: operation) && isRecent($0, comparedTo: operation) }
    guard operation.kind == .restore else { return [candidates.first] }
    var earliest: Instant?
    return restorePhases.map { phase in
      let part = candidates.first { $0.restorationPhase == phase }
      guard let began = part?.createdAt else { return part }
      if let earliest, began < earliest { return nil }
      earliest = began
      return part
    }
  }

  private static func isRecent(_ part: SidecarOperation, comparedTo operation: SidecarOperation) -> Bool {
    guard let began = operation.createdAt, let part = part.createdAt else { return true }
    return part >= began - clockSkew
  }

  private static func status(_ pod: String, _ parts: [SidecarOperation?]) -> NodeStatus {
    guard let unfinished = parts.first(where: { $0?.hasSucceeded != true }) else {
      return NodeStatus(pod: pod, state: OperationState.completed.rawValue, progress: Percent.text(1))
    }
    guard let part = unfinished else { return NodeStatus(pod: pod, message: "no operation of this node is known") }
    let phase = part.restorationPhase.map { "phase \($0): " } ?? ""
    let failure = part.failures.lazy.compactMap(\.message).first
    return NodeStatus(
      pod: pod, state: part.state == .completed ? OperationState.failed.rawValue : part.state.rawValue,
      progress: Percent.text(part.progress),
      message: phase + (failure ?? (part.hasEnded ? "it failed" : "it has not ended")))
  }
}
