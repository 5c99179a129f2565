// SPDX-License-Identifier: Apache-2.0
import Backups

/// Whether backups of one cluster end up in the same folders.
enum BackupPlace {
  /// False where a location is missing or cannot be read: then nothing is known to be shared.
  static func isShared(_ one: BackupSpec, _ other: BackupSpec) -> Bool {
    guard let here = one.storageLocation.value, let there = other.storageLocation.value else { return false }
    return here.place == there.place
  }
}
