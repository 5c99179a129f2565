// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

/// A minute in which two schedules are due.
enum SharedSlot {
  /// Schedules that meet rarely, such as one of Mondays and one of the 13th, meet within this many of their slots or are
  /// let pass.
  private static let compared = 100

  /// Leaps from slot to slot: whichever schedule is behind moves to its first slot that is not before the other's
  /// minute.
  static func first(of one: BackupSpec, _ other: BackupSpec, after now: Instant) -> Instant? {
    guard let here = DueTimes(one), let there = DueTimes(other), here.mayMeet(there) else { return nil }
    guard var mine = one.nextSlot(after: now), var theirs = other.nextSlot(after: now) else { return nil }
    for _ in 0..<compared {
      if minute(mine) == minute(theirs) { return max(mine, theirs) }
      let next = mine < theirs ? one.nextSlot(after: before(theirs)) : other.nextSlot(after: before(mine))
      guard let next else { return nil }
      if mine < theirs { mine = next } else { theirs = next }
    }
    return nil
  }

  private static func minute(_ instant: Instant) -> Int64 { instant.seconds / 60 }

  /// The last second before the minute of a slot.
  private static func before(_ slot: Instant) -> Instant {
    Instant(seconds: minute(slot) * 60 - 1)
  }
}
