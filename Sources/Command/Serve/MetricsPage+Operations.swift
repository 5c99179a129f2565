// SPDX-License-Identifier: Apache-2.0
import Backups
import ClusterFacts
import KubeModel
import Policy

extension MetricsPage {
  /// States that somebody may wait for or worry about. The others are those of nearly all objects, and would be most of the
  /// page.
  private static let shownStates: Set<OperationState> = [.queued, .pending, .running, .failed, .unknown]

  /// Nothing where no cluster is watched. All of it is read from the objects, so it survives a restart, is the same on every
  /// replica, and goes when its object does.
  mutating func add(_ operations: WatchedOperations?) {
    guard let operations else { return }
    let scheduled = operations.backups.filter { !$0.spec.isOneShot }
    backups(
      "cassette_backup_last_success_timestamp_seconds", "When the last successful run of a schedule ended.", scheduled
    ) { $0.status?.lastSuccess }
    backups(
      "cassette_backup_next_run_timestamp_seconds", "When a schedule is due next.", scheduled
    ) { $0.status?.nextRun }
    backups(
      "cassette_backup_expected_interval_seconds", "Time from the next run of a schedule to the one after it.",
      scheduled,
      expectedInterval)
    backups(
      "cassette_backup_overdue", "1 while no run has succeeded for longer than the schedule promises.", scheduled
    ) { backup in backup.status?.isOverdue.map { $0 ? 1 : 0 } }

    head("cassette_operation_state", "1 for the state of the latest run while it waits, runs or has failed.", "gauge")
    for backup in operations.backups { state(.backup, backup.key, backup.status?.state) }
    for restore in operations.restores { state(restore.kind, restore.key, restore.state) }
  }

  private mutating func backups(
    _ name: String, _ help: String, _ backups: [BackupFact], _ value: (BackupFact) -> Int64?
  ) {
    head(name, help, "gauge")
    for backup in backups {
      guard let value = value(backup) else { continue }
      line(name, MetricsPage.labels(backup.key), "\(value)")
    }
  }

  /// Nil where no run is due any more.
  private func expectedInterval(_ backup: BackupFact) -> Int64? {
    guard let seconds = backup.status?.nextRun, let schedule = backup.spec.timedSchedule else { return nil }
    return schedule.next(after: Instant(seconds: seconds), in: backup.spec.zone).map { $0.seconds - seconds }
  }

  private mutating func state(_ kind: SubjectKind, _ key: ObjectKey, _ state: OperationState?) {
    guard let state, MetricsPage.shownStates.contains(state) else { return }
    line(
      "cassette_operation_state",
      "kind=\"\(kind.rawValue)\",\(MetricsPage.labels(key)),state=\"\(state.rawValue)\"", "1")
  }

  /// The API server lets no character into either that would need an escape.
  private static func labels(_ key: ObjectKey) -> String {
    TextWriter.text { $0.append(["namespace=\"", key.namespace, "\",name=\"", key.name, "\""]) }
  }
}
