// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

/// The times of one backup's schedule.
struct SlotClock: Sendable {
  /// The schedule and its zone as written: when this changes, the times are others.
  let text: String
  private let schedule: CronSchedule
  private let zone: TimeZoneRules

  /// - Returns: nil without a schedule whose times can be told.
  init?(_ observed: Observed) {
    guard let spec = observed.backup, let schedule = spec.timedSchedule else { return nil }
    let zone = observed.object.spec?["timeZone"]?.string ?? ""
    text = zone.isEmpty ? schedule.text : "\(schedule.text) (\(zone))"
    self.schedule = schedule
    self.zone = spec.zone
  }

  func next(after instant: Instant) -> Instant? { schedule.next(after: instant, in: zone) }

  /// The latest slot that is not after an instant.
  /// - Parameter first: a slot that is not after it either.
  func latest(from first: Instant, upTo now: Instant) -> Instant {
    if case .every(let seconds) = schedule.timing {
      return first + .seconds((now.seconds - first.seconds) / seconds * seconds)
    }
    // Steps are forward only, so that few are made: the last hour has sixty slots at most. The rarest day, 29 February,
    // comes every four years, or eight.
    let day: Int64 = 86_400
    for span in [3_600, day, 32 * day, 366 * day, 4 * 366 * day, 8 * 366 * day] {
      let start = max(first, now - .seconds(span))
      if let found = last(after: start, upTo: now) { return found }
      if start == first { break }
    }
    return first
  }

  private func last(after start: Instant, upTo now: Instant) -> Instant? {
    var found: Instant?
    var next = next(after: start)
    while let slot = next, slot <= now {
      found = slot
      next = self.next(after: slot)
    }
    return found
  }

  /// When it is overdue that the run of a slot has succeeded: after half the way to the next one, which leaves the run
  /// time to end; at least a minute, at most six hours.
  func overdue(_ slot: Instant) -> Instant {
    let (least, most) = (Duration.seconds(60), Duration.seconds(6 * 3_600))
    return slot + (next(after: slot).map { min(max(($0 - slot) / 2, least), most) } ?? most)
  }
}
