// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Policy
import Sandbox
import TestSupport

@testable import Reconcilers

/// What is true of every history, checked while it happens.
///
/// `@unchecked Sendable`: all of a world is used by one thread.
final class WorldLedger: @unchecked Sendable {
  private(set) var violations: [String] = []
  /// How often each slot of each object has been given an outcome.
  private var outcomes: [String: [String]] = [:]
  /// The UID of the object of each operation.
  private var owners: [String: String] = [:]
  private var restored: Set<String> = []
  /// When the progress of an object was last written, by whom.
  private var progress: [String: (replica: Int, time: Instant)] = [:]

  func fail(_ message: String) {
    if violations.count < 5 { violations.append(message) }
  }

  /// No two operations at once on a cluster.
  func look(at world: World) {
    var live = world.cassandra.withClusters { clusters, _ in clusters[0].liveOperations }
    guard live.count > 1 else { return }
    // Nobody but the sidecar is answerable for what it does for an object that is deleted.
    let owned = Set(
      SubjectKind.allCases.flatMap { world.server.objects($0.resource) }.filter { !$0.isBeingDeleted }
        .compactMap(\.uid))
    live.removeAll { !owned.contains(owners[$0.id] ?? "") }
    if live.count > 1 {
      fail("two operations at once: \(live.map { "\($0.type) \($0.tag ?? "") \($0.id) since \($0.created)" })")
    }
  }

  /// A sidecar has accepted an operation. Each object of the tests has a tag or a Secret of its own.
  func accepted(_ operation: GlobalOperation, _ body: JSONValue, in world: World) {
    let isRestore = body["type"]?.string == "restore"
    let mark = body[isRestore ? "k8sSecretName" : "snapshotTag"]?.string ?? ""
    let owner = world.server.objects((isRestore ? SubjectKind.restore : .backup).resource).first {
      $0.spec?[isRestore ? "secret" : "snapshotTag"]?.string == mark
    }
    owners[operation.id] = owner?.uid
    if isRestore, !restored.insert(mark).inserted { fail("the restore with Secret \(mark) was sent again") }
  }

  /// A status was written, or a finalizer.
  func wrote(_ object: KubeObject, over before: KubeObject, in world: World) {
    let (old, new) = (ObjectStatus(before.status), ObjectStatus(object.status))
    if before.status == object.status, before.finalizers == object.finalizers {
      fail("\(object.key.map(\.description) ?? "") was written although nothing changed")
    }
    let uid = object.uid ?? ""
    if new.state == .completed, old.state != .completed || old.id != new.id { completed(object, new, world) }
    slotPassed(object, old, new, world)
    paced(uid, old, new, world)
    for entry in new.history where !old.history.contains(entry) { ended(entry, of: uid) }
    if old.run == nil, let slot = new.run?.slot, slot > world.latest { fail("a run before its time: \(slot)") }
  }

  /// A status says COMPLETED only if every node did its part.
  private func completed(_ object: KubeObject, _ status: ObjectStatus, _ world: World) {
    let operation = world.cassandra.withClusters { clusters, _ in
      clusters[0].globalOperations.last { $0.id == status.id }
    }
    guard let operation, operation.outcome == .completed, operation.isEveryNodeDone else {
      return fail(
        "\(object.key.map(\.description) ?? "") says COMPLETED of \(status.id ?? "nothing"): \(operation.map { "\($0)" } ?? "unknown")"
      )
    }
  }

  /// A slot that has passed is run, or it is said why not.
  private func slotPassed(_ object: KubeObject, _ old: ObjectStatus, _ new: ObjectStatus, _ world: World) {
    guard let slot = old.nextSchedule, slot <= world.latest, new.schedule == old.schedule,
      new.nextSchedule.map({ $0 > slot }) ?? true
    else { return }
    let told = new.history.filter { !old.history.contains($0) }.compactMap(\.slot) + [new.run?.slot].compactMap { $0 }
    if !told.contains(where: { $0 >= slot }) { fail("slot \(slot) of \(object.name ?? "") has passed without a word") }
  }

  /// Progress is written every five seconds at most, as long as one process follows the run.
  private func paced(_ uid: String, _ old: ObjectStatus, _ new: ObjectStatus, _ world: World) {
    let replica = world.replica.number
    guard old.run?.phase == .running, new.run?.phase == .running, old.id == new.id, old.progress != new.progress else {
      return
    }
    if let last = progress[uid], last.replica == replica, world.time - last.time < .seconds(5) {
      fail("progress written after \(world.time - last.time)")
    }
    progress[uid] = (replica, world.time)
  }

  private func ended(_ entry: HistoryEntry, of uid: String) {
    guard let slot = entry.slot else { return }
    let key = "\(uid) \(slot)"
    let all = outcomes[key, default: []] + [entry.state]
    outcomes[key] = all
    if all.count > 1 { fail("slot \(slot) has the outcomes \(all)") }
  }
}
