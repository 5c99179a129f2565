// SPDX-License-Identifier: Apache-2.0

/// What a sidecar can be asked to do, by the name in requests. Of these only backups and restores have an effect here.
package enum SidecarOperationType: String, Sendable, CaseIterable {
  case backup
  case restore
  case commitlogBackup = "commitlog-backup"
  case commitlogRestore = "commitlog-restore"
  case importing = "import"
  case cleanup, decommission, drain, flush, rebuild, refresh, scrub, upgradesstables, stop, restart
  case list
  case removeBackup = "remove-backup"

  func isKnown(to version: SidecarVersion) -> Bool {
    switch self {
    case .restart: version != .v300
    case .list, .removeBackup: version == .v204 || version == .v300
    default: true
    }
  }
}
