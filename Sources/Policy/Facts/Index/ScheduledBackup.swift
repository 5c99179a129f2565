// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

/// A backup that is due at times of the day, in the order of names.
struct ScheduledBackup: Comparable {
  let fact: BackupFact
  let times: DueTimes

  /// Nil where it is due no more, or at no time that can be foreseen.
  init?(_ fact: BackupFact) {
    guard let times = DueTimes(fact.spec), !fact.isBeingDeleted else { return nil }
    self.fact = fact
    self.times = times
  }

  static func < (left: ScheduledBackup, right: ScheduledBackup) -> Bool {
    left.fact.key.name < right.fact.key.name
  }

  static func == (left: ScheduledBackup, right: ScheduledBackup) -> Bool {
    left.fact.key == right.fact.key
  }
}

extension Sorted<ScheduledBackup> {
  /// Of a cluster's schedules this many are looked at, in a few nanoseconds each. Who has more has one in every minute.
  private static let mostLookedAt = 200

  func others(than key: ObjectKey, meeting times: DueTimes) -> [BackupFact] {
    var found: [BackupFact] = []
    for place in 0..<Swift.min(elements.count, Self.mostLookedAt) where elements[place].times.mayMeet(times) {
      guard elements[place].fact.key != key else { continue }
      found.append(elements[place].fact)
      if found.count == BackupNeighbours.mostSchedules { break }
    }
    return found
  }
}
