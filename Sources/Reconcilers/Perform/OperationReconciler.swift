// SPDX-License-Identifier: Apache-2.0
import Backups
import ControllerRuntime
import Icarus
import KubeModel
import Logging
import Policy

/// Carries backups and restores out: observes one, plans, performs one step, and says when to look again.
///
/// Nothing that matters is kept here. What was decided is in the object's status before it is done, and what a sidecar
/// was asked is found in its list of operations.
struct OperationReconciler: Sendable {
  let server: any ObjectReading & ObjectWriting
  let sidecar: any Sidecar
  let gate: Gate
  let slots: ClusterSlots
  let rival: RivalWatch
  let memory = Memory()
  let wall: WallTime
  /// For what is measured, and not told to people.
  let stopwatch: Stopwatch
  let notify: @Sendable (Notice, Observed) async -> Void
  /// Another object's turn has come.
  let wake: @Sendable (Subject) -> Void
  let logger: Logger

  var pods: SidecarPods { SidecarPods(server: server) }

  func reconcile(_ subject: Subject) async -> Outcome {
    do throws(KubeError) {
      guard let object = try await object(subject) else {
        forget(subject)
        return .done
      }
      memory.recall(subject, uid: object.uid)
      var turn = Turn(Observed(subject, object, at: wall.now))
      let outcome = try await perform(&turn)
      await tidy(turn)
      return outcome
    } catch {
      return failed(subject, error)
    }
  }

  private func object(_ subject: Subject) async throws(KubeError) -> KubeObject? {
    do throws(KubeError) {
      return try await server.get(subject.kind.resource, subject.key)
    } catch {
      guard error.isNotFound else { throw error }
      return nil
    }
  }

  private func perform(_ turn: inout Turn) async throws(KubeError) -> Outcome {
    switch turn.plan.step {
    case .rest(let until): try await rest(&turn, until)
    case .start: try await start(&turn)
    case .find: try await find(&turn)
    case .follow: try await follow(&turn)
    case .drain: try await drain(&turn)
    case .stop: try await stop(&turn)
    case .release: try await release(&turn)
    }
  }

  /// A run that is over, or was put off, leaves its cluster to the next. What is remembered of one that was put off says
  /// how long it has been held up.
  private func tidy(_ turn: Turn) async {
    for notice in turn.plan.notices { await notify(notice, turn.observed) }
    guard turn.written.run == nil else { return }
    leaveCluster(turn.subject)
    if turn.plan.step != .start { memory.forget(turn.subject) }
  }

  func forget(_ subject: Subject) {
    memory.forget(subject)
    leaveCluster(subject)
  }

  func leaveCluster(_ subject: Subject) {
    if let next = slots.release(subject) { wake(next) }
  }

  private func failed(_ subject: Subject, _ error: KubeError) -> Outcome {
    switch error.cause {
    case .cancelled: return .done
    // Somebody changed the object between our reading and our writing: what to do is decided anew.
    case _ where error.isConflict: return .again(at: wall.now)
    default:
      logger.warning("reconcile failed", metadata: ["object": "\(subject)", "error": "\(error)"])
      return .failed
    }
  }
}

// MARK: Writing

extension OperationReconciler {
  /// Writes the status if it has changed.
  func write(_ turn: inout Turn) async throws(KubeError) {
    guard let patch = turn.patch else { return }
    turn.wrote(
      try await server.patch(turn.subject.kind.resource, turn.subject.key, .merge(patch), subresource: .status))
  }

  func write(_ turn: inout Turn, finalizers: [String]) async throws(KubeError) {
    guard finalizers != turn.object.finalizers else { return }
    let patch = ObjectPatch.merge(turn.patch(finalizers: finalizers))
    turn.wrote(try await server.patch(turn.subject.kind.resource, turn.subject.key, patch, subresource: nil))
  }

  /// Keeps the object while its run is at work, so that nobody deletes it unnoticed. A run that another operator left
  /// comes without our finalizer.
  func hold(_ turn: inout Turn) async throws(KubeError) {
    let finalizers = turn.object.finalizers
    guard !finalizers.contains(Finalizer.cassette) else { return }
    try await write(&turn, finalizers: finalizers + [Finalizer.cassette])
  }

  func tell(_ notice: Notice?, _ turn: Turn) async {
    guard let notice else { return }
    logger.log(
      level: notice.isWarning ? .warning : .info, "\(notice.reason)",
      metadata: ["object": "\(turn.subject)", "message": "\(notice.message)"])
    await notify(notice, turn.observed)
  }

  func again(after pause: Duration) -> Outcome { .again(at: wall.now + pause) }
}
