// SPDX-License-Identifier: Apache-2.0
import Backups
import Icarus
import KubeModel
import Policy

extension Turn {
  /// That the run occupies. One that CassKop left has none on record.
  var cluster: ObjectKey {
    subject.key.neighbour(status.run?.cluster ?? observed.cluster?.name ?? "")
  }

  /// When the run has to be over; nil before its first attempt.
  var deadline: Instant? { status.run?.started.map { $0 + observed.activeDeadline } }

  /// The tag that the run was decided on with; one that CassKop left has none on record.
  var recordedTag: TagChoice {
    guard let tag = status.run?.snapshotTag, !tag.isEmpty else { return .plain }
    return .exactly(tag)
  }

  var isLate: Bool { deadline.map { $0 <= now } ?? false }

  /// How much earlier than the decision an operation may seem to have been created: its time is of the
  /// clock of another machine.
  private static let clockSkew = Duration.seconds(600)

  /// The operation that this run's request started. Those of runs that are over do not count, and no older ones.
  func match(_ request: OperationRequest, in operations: [SidecarOperation]) -> SidecarOperation? {
    let known = Set(status.history.compactMap(\.id))
    let earliest = status.run?.intent.map { $0 - Turn.clockSkew }
    return operations.first { operation in
      guard request.matches(operation), !known.contains(operation.id) else { return false }
      guard let earliest, let created = operation.createdAt else { return true }
      return created >= earliest
    }
  }

  /// What the end of a run says of the object itself: one with a schedule goes on.
  mutating func rate(_ end: RunEnd) {
    let goesOn = observed.backup.map { !$0.isOneShot } ?? false
    if goesOn {
      status.set(.ready, true, "Scheduled", "runs \(status.schedule ?? "by its schedule")", at: now)
    } else {
      status.set(.ready, end.state == .completed, end.reason, end.message, at: now)
    }
  }
}
