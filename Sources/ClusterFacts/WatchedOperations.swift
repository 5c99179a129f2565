// SPDX-License-Identifier: Apache-2.0
package import Policy

/// The backups and restores that are watched, for metrics. References and small values: to take them keeps a store
/// locked for a moment, and what is made of them keeps nobody waiting.
package struct WatchedOperations: Sendable {
  /// In no order.
  package var backups: [BackupFact]
  /// Those with a state, in no order.
  package var restores: [OperationFact]

  package init(backups: [BackupFact] = [], restores: [OperationFact] = []) {
    self.backups = backups
    self.restores = restores
  }
}
