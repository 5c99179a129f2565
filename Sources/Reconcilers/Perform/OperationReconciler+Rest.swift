// SPDX-License-Identifier: Apache-2.0
import Backups
import ControllerRuntime
import KubeModel
import Policy

extension OperationReconciler {
  /// Nothing runs. A schedule that the rules refuse says so now, and not when its time has come.
  func rest(_ turn: inout Turn, _ until: Instant?) async throws(KubeError) -> Outcome {
    if turn.status.run?.isAtWork != true { leaveCluster(turn.subject) }
    let next = try await examine(&turn) ? earlier(until, turn.now + Pace.refused) : until
    try await write(&turn)
    return next.map(Outcome.again) ?? .done
  }

  /// Looks at the rules where the spec is new or was refused before.
  /// - Returns: whether to look again.
  private func examine(_ turn: inout Turn) async throws(KubeError) -> Bool {
    guard turn.observed.backup?.isOneShot == false, !turn.observed.object.isBeingDeleted, turn.status.run == nil
    else { return false }
    let ready = turn.written.condition(.ready)
    let isNew = turn.written.observedGeneration != turn.status.observedGeneration
    guard isNew || ready?.isTrue == false else { return false }
    let refusals = await gate.answer(turn.observed).refusals
    guard let refusal = refusals.first else {
      guard ready?.isTrue == false, turn.status.condition(.ready)?.isTrue == false else { return false }
      turn.status.set(.ready, true, "Scheduled", "the rules have nothing against it any more", at: turn.now)
      return false
    }
    await refuse(&turn, refusal, refusals.count)
    return true
  }

  /// Writes down what the rules have against the object.
  func refuse(_ turn: inout Turn, _ finding: Finding, _ count: Int) async {
    let more = count > 1 ? " (and \(count - 1) more)" : ""
    let before = turn.written.condition(.ready)
    turn.status.set(
      .ready, false, finding.rule.description, "\(finding.path): \(finding.message)\(more)", at: turn.now)
    if before?.isTrue == false, before?.reason == finding.rule.description { return }
    await tell(.refused(turn.subject.kind, finding), turn)
  }

  private func earlier(_ one: Instant?, _ other: Instant) -> Instant { one.map { min($0, other) } ?? other }

  /// The finalizers that are ours go, and no others.
  func release(_ turn: inout Turn) async throws(KubeError) -> Outcome {
    let isDeleted = turn.observed.object.isBeingDeleted
    let gone = isDeleted ? Finalizer.own : [Finalizer.cassette]
    try await write(&turn, finalizers: turn.object.finalizers.filter { !gone.contains($0) })
    if isDeleted {
      if turn.observed.backup?.isOneShot == false { await tell(.unscheduled, turn) }
      forget(turn.subject)
      return .done
    }
    return .again(at: turn.now)
  }
}
