// SPDX-License-Identifier: Apache-2.0
import Backups

/// Whether two backups of one cluster are stored beside each other.
enum BackupPlace {
  /// False where a location is missing or cannot be read: then nothing is known to be shared.
  static func isShared(_ one: BackupSpec, _ other: BackupSpec) -> Bool {
    guard let here = one.storageLocation.value, let there = other.storageLocation.value else { return false }
    return here.place.hasSameBytes(as: there.place)
  }

  /// Each datacenter has folders of its own; a backup without one is in those of all.
  static func haveNoDatacenterInCommon(_ one: BackupSpec, _ other: BackupSpec) -> Bool {
    guard let here = one.datacenter.value, let there = other.datacenter.value else { return false }
    return !here.hasSameBytes(as: there)
  }
}
