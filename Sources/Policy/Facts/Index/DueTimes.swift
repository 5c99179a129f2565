// SPDX-License-Identifier: Apache-2.0
import Backups

/// When a backup is due, as far as it takes to tell of most pairs at once that they never meet. Four plain words: hundreds
/// are compared for one review.
struct DueTimes: Sendable {
  private let minute: CronField
  private let hour: CronField
  private let month: CronField
  /// Of the zone's rules, which the spec holds. Equal rules may be two objects: then they pass for different clocks.
  private let zone: ObjectIdentifier

  /// Nil where it is suspended, or due at no time that can be foreseen: `@every` counts from a run that nobody knows yet.
  init?(_ spec: BackupSpec) {
    guard let schedule = spec.timedSchedule, case .fields(let fields) = schedule.timing, spec.suspend.value != true
    else { return nil }
    minute = fields.minute
    hour = fields.hour
    month = fields.month
    zone = ObjectIdentifier(schedule.zone ?? spec.zone)
  }

  /// False if both go by the same clocks and no hand is ever in the same place.
  func mayMeet(_ other: DueTimes) -> Bool {
    minute.overlaps(other.minute) && hour.overlaps(other.hour) && month.overlaps(other.month) || zone != other.zone
  }
}
