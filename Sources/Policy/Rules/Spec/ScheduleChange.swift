// SPDX-License-Identifier: Apache-2.0
import Backups

/// Whether a review is about a schedule at all, or about something else of a scheduled backup.
enum ScheduleChange {
  static func isNew(in review: BackupReview) -> Bool {
    guard let old = review.old?.spec else { return true }
    return old.schedule.value != review.spec.schedule.value || old.zone != review.spec.zone
  }
}
