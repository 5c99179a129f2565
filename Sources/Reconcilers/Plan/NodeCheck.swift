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
  /// Those of them whose sidecar shows nothing of an operation that ended so long ago that it need not any more.
  private(set) var forgetful: [String] = []

  /// Phases that every node goes through; the truncation is one node's, and goes to all others by Cassandra.
  private static let restorePhases = ["DOWNLOAD", "IMPORT", "CLEANUP"]

  /// Sidecars read the clocks of their own machines: the parts of an operation may seem to begin before it.
  private static let clockSkew = Duration.seconds(120)

  /// How long a sidecar shows what has ended, at least. It looks once an hour for what is older, each in its own time.
  private static let memory = Duration.seconds(3_600)

  init(_ operation: SidecarOperation, _ reports: [NodeReport], at now: Instant) {
    let mayBeForgotten = Self.isOlderThanMemory(operation.completedAt, now)
    for report in reports {
      guard let operations = report.operations else {
        silent.append(report.pod.name)
        nodes.append(NodeStatus(pod: report.pod.name, message: "the sidecar does not answer"))
        continue
      }
      let parts = Self.parts(of: operation, among: operations, at: now)
      let node = Self.status(report.pod.name, parts)
      nodes.append(node)
      guard node.state != OperationState.completed.rawValue else { continue }
      incomplete.append(report.pod.name)
      if mayBeForgotten, parts.allSatisfy({ $0 == nil }) { forgetful.append(report.pod.name) }
    }
  }

  var isComplete: Bool { silent.isEmpty && incomplete.isEmpty && !nodes.isEmpty }

  /// All that is missing may have been done, and nobody can say.
  var isForgotten: Bool { !incomplete.isEmpty && incomplete == forgetful }

  private static func isOlderThanMemory(_ time: Instant?, _ now: Instant) -> Bool {
    time.map { $0 + memory <= now } ?? false
  }

  /// The node's own operations for it, nil where there is none: one for a backup, one for each phase of a restore. The
  /// list begins with the latest; a phase from before the one that precedes it is of an earlier restore.
  private static func parts(
    of operation: SidecarOperation, among all: [SidecarOperation], at now: Instant
  ) -> [SidecarOperation?] {
    let candidates = all.filter { $0.isPart(of: operation) && isRecent($0, comparedTo: operation) }
    guard operation.kind == .restore else { return [candidates.first] }
    var earliest: Instant?
    let phases = restorePhases.map { phase -> SidecarOperation? in
      let part = candidates.first { $0.restorationPhase == phase }
      guard let began = part?.createdAt else { return part }
      if let earliest, began < earliest { return nil }
      earliest = began
      return part
    }
    // The first ones may be forgotten before the last one ends, which does not begin before they have ended everywhere.
    guard isOlderThanMemory(operation.createdAt, now), let first = phases.firstIndex(where: { $0 != nil }) else {
      return phases
    }
    return Array(phases[first...])
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
