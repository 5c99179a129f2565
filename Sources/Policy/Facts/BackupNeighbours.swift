// SPDX-License-Identifier: Apache-2.0

/// The other backups that rules compare one with: few, in an order that stays the same.
package struct BackupNeighbours: Sendable {
  /// A message names this many.
  package static let mostTagRelatives = 3
  /// To find the slot that two schedules share takes microseconds, and a message names three.
  package static let mostSchedules = 50

  /// One without a schedule that has completed with the same tag, at the same place, of the same datacenter.
  package var twin: BackupFact?
  /// Those with a tag of which this one's is the beginning, or the other way round, where a restore would look for both.
  package var tagRelatives: [BackupFact]
  /// Those of the same cluster that may be due in the same minute some day. None where the backup itself is not due at
  /// times of the day.
  package var schedules: [BackupFact]

  package init(twin: BackupFact? = nil, tagRelatives: [BackupFact] = [], schedules: [BackupFact] = []) {
    self.twin = twin
    self.tagRelatives = tagRelatives
    self.schedules = schedules
  }
}
