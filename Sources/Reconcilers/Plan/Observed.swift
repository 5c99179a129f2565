// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Policy

/// An object as it is now, read for planning.
struct Observed: Sendable {
  enum Spec: Sendable {
    case backup(BackupSpec)
    case restore(RestoreSpec)
  }

  let subject: Subject
  let object: KubeObject
  let spec: Spec
  let status: ObjectStatus
  let now: Instant

  /// - Parameter object: as the API server has it.
  init(_ subject: Subject, _ object: KubeObject, at now: Instant) {
    self.subject = subject
    self.object = object
    self.now = now
    switch subject.kind {
    case .backup: spec = .backup(BackupSpec(object.spec))
    case .restore: spec = .restore(RestoreSpec(object.spec))
    }
    status = ObjectStatus(object.status)
  }

  var backup: BackupSpec? {
    if case .backup(let spec) = spec { spec } else { nil }
  }

  /// The cluster that it is about; nil where the spec does not say, which a restore's may leave to its backup.
  var cluster: ObjectKey? {
    let name =
      switch spec {
      case .backup(let spec): spec.cassandraCluster.value
      case .restore(let spec): spec.cassandraCluster.value
      }
    return name.map(subject.key.neighbour)
  }

  /// Nobody has written a status yet.
  var isUnseen: Bool { status == ObjectStatus() }

  var created: Instant { object.metadata?.time("creationTimestamp") ?? now }

  /// What was wanted when such an object was made need not be wanted now: another operator has left it, or this one was
  /// away for longer than over holidays.
  var isForgotten: Bool { isUnseen && now - created > .seconds(7 * 86_400) }

  var isSuspended: Bool { backup?.suspend.value ?? false }

  /// How long a run may take, from its first attempt on. A day where nothing is said.
  var activeDeadline: Duration {
    let said =
      switch spec {
      case .backup(let spec): spec.activeDeadlineSeconds.value
      case .restore(let spec): spec.activeDeadlineSeconds.value
      }
    return .seconds(max(1, said ?? 86_400))
  }

  /// Attempts after the first one. A restore is never tried again by itself.
  var backoffLimit: Int {
    guard let backup else { return 0 }
    return Int(clamping: max(0, backup.backoffLimit.value ?? 2))
  }

  /// Finished runs that the status keeps; nil for a restore, which has one.
  var historyLimit: Int? {
    guard let backup else { return nil }
    return min(100, Int(clamping: max(0, backup.historyLimit.value ?? 10)))
  }

  /// The finalizers that are ours to remove.
  var ownFinalizers: [String] { object.finalizers.filter(Finalizer.own.contains) }
}
