// SPDX-License-Identifier: Apache-2.0
import Backups
import ControllerRuntime
import Icarus
import KubeModel
import Policy

extension OperationReconciler {
  /// A sidecar may have been asked, and the answer is not written down.
  func find(_ turn: inout Turn) async throws(KubeError) -> Outcome {
    try await hold(&turn)
    // A restart does not count here: the sidecar may have been asked after it.
    guard let pod = try await pod(turn), let endpoint = pod.endpoint else { return try await lost(&turn) }
    guard let operations = try? await sidecar.operations(at: endpoint) else {
      memory[turn.subject].absentSince = nil
      return try await silent(&turn)
    }
    let object = await gate.answer(turn.observed).object
    if let target = try await target(turn, object, tag: turn.recordedTag),
      let operation = turn.match(target.request, in: operations)
    {
      memory[turn.subject].endpoint = endpoint
      return try await accept(&turn, operation)
    }
    guard isCertainlyAbsent(turn.subject) else {
      try await write(&turn)
      return again(after: Pace.absent)
    }
    if case .lost(let end) = try await coordinator(turn) { return try await over(&turn, end, nil, mayRetry: true) }
    let message = "the sidecar of pod \(pod.name) knows no operation of this run"
    let end: RunEnd =
      turn.subject.kind == .backup
      ? .failed("NotAccepted", message)
      : .unknown("AcceptanceUnknown", "\(message); it may have been accepted, so it is not sent again")
    return try await over(&turn, end, nil, mayRetry: true)
  }

  /// Whether a sidecar that answers has been without this run for long enough.
  func isCertainlyAbsent(_ subject: Subject) -> Bool {
    let elapsed = stopwatch.elapsed
    let since = memory[subject].absentSince ?? elapsed
    memory[subject].absentSince = since
    return elapsed - since >= Pace.certainty
  }

  /// The operation is known: what has become of it?
  func follow(_ turn: inout Turn) async throws(KubeError) -> Outcome {
    try await hold(&turn)
    if let next = memory[turn.subject].nextLook, next > stopwatch.elapsed, !turn.isLate {
      try await write(&turn)
      return again(after: next - stopwatch.elapsed)
    }
    memory[turn.subject].nextLook = stopwatch.elapsed + Pace.look
    guard let id = turn.status.id else { return try await lost(&turn) }
    guard let endpoint = try await endpoint(turn) else { return try await lost(&turn) }
    let answer: SidecarOperation?
    do throws(SidecarError) {
      answer = try await sidecar.operation(id, at: endpoint)
    } catch {
      memory[turn.subject].endpoint = nil
      return error == .cancelled ? .done : try await silent(&turn)
    }
    guard let operation = answer else { return try await forgotten(&turn, id) }
    if operation.hasEnded { return try await ended(&turn, operation) }
    turn.status.follow(operation, at: wall.now)
    if turn.isLate { return try await tooLate(&turn, operation, at: endpoint) }
    try await write(&turn)
    return again(after: Pace.look)
  }

  private func ended(_ turn: inout Turn, _ operation: SidecarOperation) async throws(KubeError) -> Outcome {
    guard operation.hasSucceeded else {
      let failures = operation.failures.map { ObjectStatus.Failure(source: $0.source, message: $0.message ?? "") }
      let first = failures.first.map { ": \($0.source): \($0.message)" } ?? ""
      let end = RunEnd.failed("OperationFailed", "the sidecar reports a failure\(first)", failures)
      return try await over(&turn, end, operation)
    }
    let pods = try await pods.pods(of: turn.cluster, datacenter: turn.status.run?.datacenter)
    let check = NodeCheck(operation, await reports(of: pods), at: wall.now)
    turn.status.nodes = check.nodes
    if check.isComplete {
      return try await over(&turn, .completed("all \(check.nodes.count) nodes did their part"), operation)
    }
    if check.incomplete.isEmpty, !hasCheckedLongEnough(turn.subject) {
      turn.status = turn.plan.status
      try await write(&turn)
      return again(after: Pace.look)
    }
    if check.isForgotten {
      let end = RunEnd.unknown(
        "NodesForgotten",
        "the coordinator says COMPLETED, but it is long over, and these nodes no longer know what they did: "
          + check.incomplete.joined(separator: ", "))
      return try await over(&turn, end, operation, mayRetry: true)
    }
    let missing = check.incomplete + check.silent
    let names = missing.isEmpty ? "no pod of the cluster could be asked" : missing.joined(separator: ", ")
    let failures = check.nodes.filter { missing.contains($0.pod) }.map {
      ObjectStatus.Failure(source: $0.pod, message: $0.message ?? "its part is not complete")
    }
    let end = RunEnd.failed(
      "IncompleteNodes", "the coordinator says COMPLETED, but not every node did its part: \(names)", failures)
    return try await over(&turn, end, operation)
  }

  private func hasCheckedLongEnough(_ subject: Subject) -> Bool {
    let elapsed = stopwatch.elapsed
    let since = memory[subject].checkingSince ?? elapsed
    memory[subject].checkingSince = since
    return elapsed - since >= Pace.nodeCheck
  }

  /// It takes longer than it may. The sidecar is asked to stop, which it need not do at once.
  private func tooLate(
    _ turn: inout Turn, _ operation: SidecarOperation, at endpoint: SidecarEndpoint
  ) async throws(KubeError) -> Outcome {
    try await cancel(operation, of: turn, at: endpoint)
    return try await over(&turn, deadlineExceeded(turn), operation, holds: true)
  }

  private func deadlineExceeded(_ turn: Turn) -> RunEnd {
    .failed(
      "DeadlineExceeded",
      "the run took longer than \(turn.observed.activeDeadline.components.seconds) s; the sidecar of pod "
        + "\(turn.status.coordinator ?? "") was asked to stop it")
  }
}

// MARK: Coordinators that do not answer

extension OperationReconciler {
  /// A restart of the sidecar since the run was decided on counts as well: it has forgotten what it was asked.
  func coordinator(_ turn: Turn) async throws(KubeError) -> CoordinatorState {
    guard let name = turn.status.coordinator else {
      return .lost(.unknown("NoCoordinator", "the status names no coordinator"))
    }
    guard let pod = try await pod(turn) else {
      return .lost(.unknown("CoordinatorGone", "pod \(name) is gone, and what it knew of the run with it"))
    }
    if let restarts = turn.status.run?.sidecarRestarts, restarts != pod.restarts {
      return .lost(.unknown("SidecarRestarted", "the sidecar of pod \(name) was restarted and has lost the run"))
    }
    return .present(pod)
  }

  /// The pod that the run was given; nil where it is gone, or another one has its name.
  func pod(_ turn: Turn) async throws(KubeError) -> SidecarPod? {
    guard let name = turn.status.coordinator, let pod = try await pods.pod(name, in: turn.subject.key.namespace),
      pod.isCoordinator(turn.status)
    else { return nil }
    return pod
  }

  /// Nil when the coordinator is lost.
  private func endpoint(_ turn: Turn) async throws(KubeError) -> SidecarEndpoint? {
    if let known = memory[turn.subject].endpoint { return known }
    guard case .present(let pod) = try await coordinator(turn) else { return nil }
    memory[turn.subject].endpoint = pod.endpoint
    return pod.endpoint
  }

  /// The coordinator is not what it was, or has no address.
  private func lost(_ turn: inout Turn) async throws(KubeError) -> Outcome {
    switch try await coordinator(turn) {
    case .lost(let end): return try await over(&turn, end, nil, mayRetry: true)
    case .present: return try await silent(&turn)
    }
  }

  /// The sidecar knows no such operation, without having been restarted: it ended more than an hour ago.
  private func forgotten(_ turn: inout Turn, _ id: String) async throws(KubeError) -> Outcome {
    memory[turn.subject].endpoint = nil
    switch try await coordinator(turn) {
    case .lost(let end): return try await over(&turn, end, nil, mayRetry: true)
    case .present(let pod):
      // A sidecar in trouble gives the same answer as one that does not know the id.
      guard let endpoint = pod.endpoint, let all = try? await sidecar.operations(at: endpoint),
        !all.contains(where: { $0.id == id })
      else { return try await silent(&turn) }
      let end = RunEnd.unknown(
        "OperationForgotten",
        "the sidecar of pod \(pod.name) no longer knows operation \(id), so nobody knows its outcome")
      return try await over(&turn, end, nil, mayRetry: true)
    }
  }

  /// The sidecar does not answer. Its pod is asked for; until its time is over the run is in progress.
  private func silent(_ turn: inout Turn) async throws(KubeError) -> Outcome {
    if turn.status.id != nil, case .lost(let end) = try await coordinator(turn) {
      return try await over(&turn, end, nil, mayRetry: true)
    }
    if turn.isLate {
      if turn.status.id == nil, turn.subject.kind == .restore {
        return try await over(
          &turn, .unknown("AcceptanceUnknown", "the sidecar did not answer before the deadline of the run"), nil,
          holds: true)
      }
      return try await over(&turn, deadlineExceeded(turn), nil, holds: true)
    }
    turn.status.lose("the sidecar of pod \(turn.status.coordinator ?? "") does not answer", at: turn.now)
    try await write(&turn)
    return again(after: Pace.look)
  }
}
