// SPDX-License-Identifier: Apache-2.0
import Backups
import ControllerRuntime
import Icarus
import KubeModel

extension OperationReconciler {
  /// The outcome is recorded, and the cluster is not free before the sidecar has let go of the operation.
  func drain(_ turn: inout Turn) async throws(KubeError) -> Outcome {
    if try await hasLetGo(turn) {
      turn.status.letGo(at: turn.now)
      try await write(&turn)
      return .again(at: turn.now)
    }
    try await write(&turn)
    return again(after: Pace.busy)
  }

  /// The object is being deleted while its run is at work. It is kept for a while, so that the sidecar can be asked to
  /// stop; then it goes whatever the sidecar does. A run of another object sees an operation that goes on.
  func stop(_ turn: inout Turn) async throws(KubeError) -> Outcome {
    let isFirst = memory[turn.subject].stoppingSince == nil
    let since = memory[turn.subject].stoppingSince ?? stopwatch.elapsed
    memory[turn.subject].stoppingSince = since
    if isFirst {
      await tell(
        .stopped(turn.subject.kind, id: turn.status.id, "the object is deleted, the sidecar is asked to stop"), turn)
    }
    let hasLetGo = try await hasLetGo(turn)
    if hasLetGo || stopwatch.elapsed - since >= Pace.stop { return try await release(&turn) }
    if try await isEnding(turn.subject.key.namespace) { return try await release(&turn) }
    return again(after: Pace.afterLostAnswer)
  }

  /// Asks the sidecar to stop, and looks whether it has.
  private func hasLetGo(_ turn: Turn) async throws(KubeError) -> Bool {
    guard let pod = try await pod(turn) else { return true }
    if turn.status.id != nil, case .lost = try await coordinator(turn) { return true }
    guard let endpoint = pod.endpoint, let all = try? await sidecar.operations(at: endpoint) else { return false }
    guard let operation = try await operation(of: turn, in: all) else {
      return turn.status.id != nil || isCertainlyAbsent(turn.subject)
    }
    if operation.hasEnded { return true }
    try await cancel(operation, of: turn, at: endpoint)
    return false
  }

  /// That of the run; one whose answer was lost is looked for.
  private func operation(
    of turn: Turn, in all: [SidecarOperation]
  ) async throws(KubeError) -> SidecarOperation? {
    if let id = turn.status.id { return all.first { $0.id == id } }
    let object = await gate.answer(turn.observed).object
    return try await target(turn, object, tag: turn.recordedTag).flatMap { turn.match($0.request, in: all) }
  }

  /// Asks the coordinator to stop, and the nodes as well: it does not tell them, and waits for them all the same.
  func cancel(
    _ operation: SidecarOperation, of turn: Turn, at endpoint: SidecarEndpoint
  ) async throws(KubeError) {
    _ = try? await sidecar.cancel(operation.id, at: endpoint)
    for report in await reports(of: try await pods.pods(of: turn.cluster, datacenter: turn.status.run?.datacenter)) {
      guard let endpoint = report.pod.endpoint else { continue }
      for part in report.operations ?? [] where !part.hasEnded && part.isPart(of: operation) {
        _ = try? await sidecar.cancel(part.id, at: endpoint)
      }
    }
  }

  /// Whoever deletes a namespace waits for everything in it.
  private func isEnding(_ namespace: String) async throws(KubeError) -> Bool {
    let resource = KubeResource(group: "", version: "v1", plural: "namespaces", kind: "Namespace")
    let object = try? await server.get(resource, ObjectKey(namespace: "", name: namespace))
    return object?.status?["phase"]?.string == "Terminating"
  }
}
