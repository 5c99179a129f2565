// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Policy

/// Something that happened, as an event of the object tells it. The reasons that CassKop has are its own, since people
/// have alerts on them.
struct Notice: Sendable, Equatable {
  var isWarning: Bool
  var reason: String
  var message: String

  private static func normal(_ reason: String, _ message: String) -> Notice {
    Notice(isWarning: false, reason: reason, message: message)
  }

  private static func warning(_ reason: String, _ message: String) -> Notice {
    Notice(isWarning: true, reason: reason, message: message)
  }
}

// MARK: Schedules

extension Notice {
  static func scheduled(_ schedule: String) -> Notice {
    // Spelt so by CassKop.
    normal("BackupTaskscheduled", "the backup runs \(schedule)")
  }

  static let unscheduled = normal("BackupTaskUnscheduled", "the backup is being deleted and runs no more")

  static func skipped(_ slot: Instant, _ message: String) -> Notice {
    warning("BackupSkipped", "no run for \(slot): \(message)")
  }

  static let overdue = warning("BackupOverdue", "no run has succeeded for longer than the schedule promises")
}

// MARK: Runs

extension Notice {
  static func chosen(_ kind: SubjectKind, _ coordinator: String) -> Notice? {
    kind == .restore ? normal("RestoreRequired", "pod \(coordinator) will coordinate the restore") : nil
  }

  static func queued(_ kind: SubjectKind, _ message: String) -> Notice {
    normal(kind == .backup ? "BackupQueued" : "RestoreQueued", message)
  }

  static func initiated(_ kind: SubjectKind, id: String, on coordinator: String) -> Notice {
    normal(
      kind == .backup ? "BackupInitiated" : "RestoreInitiated", "operation \(id) was accepted by pod \(coordinator)")
  }

  static func notInitiated(_ kind: SubjectKind, _ message: String) -> Notice {
    warning(kind == .backup ? "BackupNotInitiated" : "PerformRestoreOperationFailed", message)
  }

  static func ended(_ kind: SubjectKind, _ end: RunEnd) -> Notice {
    let name = kind == .backup ? "Backup" : "Restore"
    return switch end.state {
    case .completed: normal("\(name)Completed", end.message)
    case .unknown: warning("\(name)Unknown", "\(end.reason): \(end.message)")
    default: warning("\(name)Failed", "\(end.reason): \(end.message)")
    }
  }

  static func stopped(_ kind: SubjectKind, id: String?, _ message: String) -> Notice {
    warning(
      kind == .backup ? "BackupStopped" : "RestoreStopped",
      "\(id.map { "operation \($0)" } ?? "the operation"): \(message)")
  }
}

// MARK: What the rules find

extension Notice {
  static func refused(_ kind: SubjectKind, _ finding: Finding) -> Notice {
    warning(reason(kind, finding.rule), "\(finding.path): \(finding.message)")
  }

  private static func reason(_ kind: SubjectKind, _ rule: RuleID) -> String {
    switch rule.description {
    case "cluster-exists": "CassandraClusterNotFound"
    case "secret-exists", "secret-keys": kind == .backup ? "BackupFailedSecretNotFound" : "RestoreRefused"
    case "duration": kind == .backup ? "BackupFailedDurationParseError" : "RestoreRefused"
    case "schedule-syntax", "schedule-never-fires", "time-zone": "BackupInvalidSchedule"
    case "duplicate-backup": "BackupSkipped"
    case "backup-exists": "BackupNotFound"
    default: kind == .backup ? "BackupRefused" : "RestoreRefused"
    }
  }
}
