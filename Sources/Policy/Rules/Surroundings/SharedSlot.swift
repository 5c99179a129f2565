// SPDX-License-Identifier: Apache-2.0
import Backups

/// A minute in which two schedules are due.
enum SharedSlot {
  /// Schedules that meet rarely, such as one of Mondays and one of the 13th, meet within this many of their slots or are
  /// let pass.
  private static let compared = 100

  /// Leaps from slot to slot: whichever schedule is behind moves to its first slot that is not before the other's
  /// minute. `@every` counts from a run that nobody can foresee, so it shares no slot.
  static func first(of one: BackupSpec, _ other: BackupSpec, after now: Instant) -> Instant? {
    guard mayMeet(one, other), var mine = one.nextSlot(after: now), var theirs = other.nextSlot(after: now) else {
      return nil
    }
    for _ in 0..<compared {
      if minute(mine) == minute(theirs) { return max(mine, theirs) }
      let next = mine < theirs ? one.nextSlot(after: before(theirs)) : other.nextSlot(after: before(mine))
      guard let next else { return nil }
      if mine < theirs { mine = next } else { theirs = next }
    }
    return nil
  }

  /// Most pairs never meet, which their fields tell at once where both go by the same clocks.
  private static func mayMeet(_ one: BackupSpec, _ other: BackupSpec) -> Bool {
    guard let mine = one.schedule.value, let theirs = other.schedule.value, case .fields(let here) = mine.timing,
      case .fields(let there) = theirs.timing
    else { return false }
    guard mine.zone ?? one.zone == theirs.zone ?? other.zone else { return true }
    return here.minute.overlaps(there.minute) && here.hour.overlaps(there.hour) && here.month.overlaps(there.month)
  }

  private static func minute(_ instant: Instant) -> Int64 { instant.seconds / 60 }

  /// The last second before the minute of a slot.
  private static func before(_ slot: Instant) -> Instant {
    Instant(seconds: minute(slot) * 60 - 1)
  }
}
