// SPDX-License-Identifier: Apache-2.0
import Backups
import ControllerRuntime
import Icarus
import KubeModel
import Policy

extension OperationReconciler {
  /// Pods that are asked one after the other while none of them could be reached.
  private static let mostCandidates = 3

  /// A run is due, or waits. Everything is looked at that could speak against it; then the decision is written down,
  /// and then the sidecar is asked.
  func start(_ turn: inout Turn) async throws(KubeError) -> Outcome {
    rival.look(at: turn.object)
    if let other = rival.found { return try await giveWay(&turn, other) }
    let answer = await gate.answer(turn.observed)
    if let refusal = answer.refusals.first {
      putOff(&turn)
      await refuse(&turn, refusal, answer.refusals.count)
      try await write(&turn)
      return again(after: Pace.refused)
    }
    guard let target = try await target(turn, answer.object), let run = turn.status.run else {
      putOff(&turn)
      turn.status.set(.ready, false, "Incomplete", "the spec lacks what every operation needs", at: turn.now)
      try await write(&turn)
      return again(after: Pace.refused)
    }
    if case .waiting(let position, let other) = slots.claim(target.cluster, turn.subject, since: run.queued) {
      return try await wait(
        &turn, "position \(position) in the queue of cluster \(target.cluster.name), after \(other.short)")
    }
    do throws(KubeError) {
      return try await begin(&turn, target)
    } catch {
      // The decision may have been written all the same; only the object can tell, and it is asked soon.
      if turn.written.run?.isAtWork != true, !error.mayHaveBeenDone { leaveCluster(turn.subject) }
      throw error
    }
  }

  /// The cluster is this object's.
  private func begin(_ turn: inout Turn, _ target: Target) async throws(KubeError) -> Outcome {
    let all = try await pods.pods(of: target.cluster, datacenter: nil)
    let ready = ready(all, target)
    guard !ready.isEmpty else { return try await noPod(&turn, target) }
    let survey = Survey(await reports(of: all))
    if survey.silent == nil { memory[turn.subject].silentSince = nil }
    if let other = survey.operation {
      return try await wait(&turn, "the sidecar of pod \(other.pod) works on operation \(other.id)")
    }
    if let silent = survey.silent, !mayPassOver(turn.subject) {
      let message = "the sidecar of pod \(silent) does not answer, and what it works on is not known"
      return try await holdOff(&turn, "SidecarSilent", message)
    }
    let candidates = ready.filter { survey.answered.contains($0.name) }
    guard !candidates.isEmpty else { return try await noPod(&turn, target) }
    try await hold(&turn)
    var failure = ""
    for pod in candidates.prefix(Self.mostCandidates) {
      guard let endpoint = pod.endpoint else { continue }
      let version = await version(of: pod, at: endpoint)
      try await intend(&turn, pod, target)
      switch await ask(target.request, at: endpoint, version) {
      case .success(let operation):
        memory[turn.subject].endpoint = endpoint
        return try await accept(&turn, operation)
      case .failure(.unreachable(let reason)): failure = "the sidecar of pod \(pod.name) was not reached: \(reason)"
      case .failure(.refused(let status, let text)):
        return try await rejected(&turn, pod, target.request, "the sidecar answered \(status): \(text)")
      case .failure(.unanswered), .failure(.unreadable): return again(after: Pace.afterLostAnswer)
      case .failure(.cancelled): return .done
      }
    }
    return try await over(&turn, .failed("NotAccepted", failure), nil, mayRetry: true)
  }
}

// MARK: What speaks against it

extension OperationReconciler {
  /// The run does not begin now. One that was not queued before is not queued by this.
  private func putOff(_ turn: inout Turn) {
    if turn.written.run == nil { turn.status = turn.plan.withoutRun }
    leaveCluster(turn.subject)
  }

  /// Something else has the cluster. A slot of a schedule waits only if it is told to.
  private func wait(_ turn: inout Turn, _ message: String) async throws(KubeError) -> Outcome {
    guard let run = turn.status.run else { return .done }
    let policy = turn.observed.backup?.concurrencyPolicy.value ?? .forbid
    if let slot = run.slot, policy == .forbid, turn.written.run == nil {
      putOff(&turn)
      turn.status = turn.plan.withoutSlot
      let reason = "the cluster was busy: \(message)"
      turn.status.skip(slot, "ClusterBusy", reason, historyLimit: turn.observed.historyLimit)
      try await write(&turn)
      await tell(.skipped(slot, reason), turn)
      return .again(at: turn.now)
    }
    let isNew = turn.written.state != .queued
    turn.status.wait(message, at: turn.now)
    if turn.status.condition(.ready)?.isTrue == false {
      turn.status.set(.ready, true, "Queued", "it runs when the cluster is free", at: turn.now)
    }
    try await write(&turn)
    if isNew { await tell(.queued(turn.subject.kind, message), turn) }
    return again(after: Pace.busy)
  }

  /// CassKop is at work here as well. Nothing starts before somebody has decided which of the two it is.
  private func giveWay(_ turn: inout Turn, _ other: ObjectKey) async throws(KubeError) -> Outcome {
    putOff(&turn)
    let message =
      "CassKop's backup controller has handled backup \(other) after Cassette came; switch one of the two off, then restart "
      + "Cassette"
    if turn.written.condition(.ready)?.reason != "OtherController" {
      await tell(.notInitiated(turn.subject.kind, message), turn)
    }
    turn.status.set(.ready, false, "OtherController", message, at: turn.now)
    try await write(&turn)
    return again(after: Pace.refused)
  }

  private func noPod(_ turn: inout Turn, _ target: Target) async throws(KubeError) -> Outcome {
    let place = target.datacenter.map { " in datacenter \($0)" } ?? ""
    let message = "cluster \(target.cluster.name) has no ready pod\(place) to coordinate it"
    return try await holdOff(&turn, "NoReadyPod", message)
  }

  /// Something is wrong with the pods. The run stays due: what is wrong may be over in a moment.
  private func holdOff(_ turn: inout Turn, _ reason: String, _ message: String) async throws(KubeError) -> Outcome {
    putOff(&turn)
    let isNew = turn.written.condition(.ready)?.reason != reason
    turn.status.set(.ready, false, reason, message, at: turn.now)
    try await write(&turn)
    if isNew { await tell(.notInitiated(turn.subject.kind, message), turn) }
    return again(after: Pace.busy)
  }

  /// Those that may coordinate: ready ones of the datacenter, in the order of their names, so that it is always the same
  /// one.
  private func ready(_ all: [SidecarPod], _ target: Target) -> [SidecarPod] {
    all.filter { pod in
      pod.isReady && pod.endpoint != nil && (target.datacenter.map { $0 == pod.datacenter } ?? true)
    }
  }

  /// Whether a run may begin although a sidecar of a ready pod does not say what it works on. A backup may after a
  /// while: Kubernetes asks the same sidecar whether it is ready, and two backups at once only share what they upload.
  /// A restore would fail on that node.
  private func mayPassOver(_ subject: Subject) -> Bool {
    let elapsed = stopwatch.elapsed
    let since = memory[subject].silentSince ?? elapsed
    memory[subject].silentSince = since
    return subject.kind == .backup && elapsed - since >= Pace.silence
  }
}

// MARK: Asking

extension OperationReconciler {
  /// Writes the decision down, and makes sure that it is there: a cluster that still has CassKop's definitions drops
  /// members that these do not know.
  private func intend(_ turn: inout Turn, _ pod: SidecarPod, _ target: Target) async throws(KubeError) {
    let coordinator = Coordinator(pod: pod.name, uid: pod.uid, restarts: pod.restarts)
    let state: OperationState = turn.subject.kind == .restore ? .required : .pending
    turn.status.intend(coordinator, target, as: state, at: turn.now)
    try await write(&turn)
    guard turn.written.run?.phase == .starting else {
      // What did get there would look like a run of CassKop's, and nothing would ever start.
      turn.status = turn.plan.withoutRun
      try await write(&turn)
      throw KubeError(
        verb: "patch", path: "\(turn.subject)",
        cause: .malformed("status.run was dropped: the CRDs in this cluster are not Cassette's, apply manifests/crds"))
    }
  }

  private func ask(
    _ request: OperationRequest, at endpoint: SidecarEndpoint, _ version: SidecarVersion
  ) async -> Result<SidecarOperation, SidecarError> {
    do throws(SidecarError) {
      return .success(try await sidecar.start(request, at: endpoint, version))
    } catch {
      return .failure(error)
    }
  }

  /// Without a version in the image's tag the sidecar is asked; CassKop's usual one where that does not help.
  private func version(of pod: SidecarPod, at endpoint: SidecarEndpoint) async -> SidecarVersion {
    if let version = pod.version { return version }
    return (try? await sidecar.version(at: endpoint)) ?? .usual
  }

  /// The sidecar refused the request, or failed after it had queued it: its list tells which.
  private func rejected(
    _ turn: inout Turn, _ pod: SidecarPod, _ request: OperationRequest, _ reason: String
  ) async throws(KubeError) -> Outcome {
    guard let endpoint = pod.endpoint, let operations = try? await sidecar.operations(at: endpoint) else {
      return again(after: Pace.afterLostAnswer)
    }
    if let operation = turn.match(request, in: operations) { return try await accept(&turn, operation) }
    return try await over(&turn, .failed("Refused", reason), nil, mayRetry: true)
  }

  func accept(_ turn: inout Turn, _ operation: SidecarOperation) async throws(KubeError) -> Outcome {
    turn.status.accept(operation, at: wall.now)
    try await write(&turn)
    memory[turn.subject].nextLook = stopwatch.elapsed + Pace.look
    await tell(.chosen(turn.subject.kind, turn.status.coordinator ?? ""), turn)
    await tell(.initiated(turn.subject.kind, id: operation.id, on: turn.status.coordinator ?? ""), turn)
    return .again(at: wall.now + Pace.look)
  }

  /// The attempt is over. A restore, and a run that has no attempts or no time left, is over with it.
  func over(
    _ turn: inout Turn, _ end: RunEnd, _ operation: SidecarOperation?, mayRetry: Bool = false, holds: Bool = false
  ) async throws(KubeError) -> Outcome {
    guard let run = turn.status.run else { return .done }
    let now = wall.now
    let next = now + Pace.retry(after: run.attempt)
    if mayRetry, run.attempt <= turn.observed.backoffLimit, turn.deadline.map({ next < $0 }) ?? true {
      turn.status.retry(after: end, notBefore: next, at: now)
      try await write(&turn)
      memory.forget(turn.subject)
      leaveCluster(turn.subject)
      await tell(.notInitiated(turn.subject.kind, "\(end.reason): \(end.message); it is tried again"), turn)
      return .again(at: next)
    }
    turn.status.end(end, operation, historyLimit: turn.observed.historyLimit, holds: holds, at: now)
    turn.rate(end)
    try await write(&turn)
    await tell(.ended(turn.subject.kind, end), turn)
    return .again(at: now)
  }
}
