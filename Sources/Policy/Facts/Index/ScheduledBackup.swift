// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

/// A backup that is due at times of the day, in the order of names.
struct ScheduledBackup: Comparable {
  let fact: BackupFact

  /// Nil where it is due no more, or at no time that can be foreseen.
  init?(_ fact: BackupFact) {
    guard fact.spec.isOnDuty, !fact.isBeingDeleted else { return nil }
    self.fact = fact
  }

  static func < (left: ScheduledBackup, right: ScheduledBackup) -> Bool {
    left.fact.key.name < right.fact.key.name
  }

  static func == (left: ScheduledBackup, right: ScheduledBackup) -> Bool {
    left.fact.key == right.fact.key
  }
}

extension Sorted<ScheduledBackup> {
  func others(than key: ObjectKey) -> [BackupFact] {
    var few = elements.prefix(BackupNeighbours.mostSchedules + 1).map(\.fact)
    if let own = few.firstIndex(where: { $0.key == key }) {
      few.remove(at: own)
    } else if few.count > BackupNeighbours.mostSchedules {
      few.removeLast()
    }
    return few
  }
}

extension BackupSpec {
  /// Its schedule names times of the day, and is not suspended. `@every` counts from a run that nobody can foresee.
  var isOnDuty: Bool {
    guard case .fields? = timedSchedule?.timing else { return false }
    return suspend.value != true
  }
}
