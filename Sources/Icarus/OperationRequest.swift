// SPDX-License-Identifier: Apache-2.0

/// What a sidecar is asked to do for its whole cluster.
package enum OperationRequest: Sendable, Equatable {
  case backup(BackupRequest)
  case restore(RestoreRequest)

  /// A week: longer than any node takes. A coordinator that has waited so long forgets the node without a word, and its
  /// operation can end COMPLETED. Whoever wants an earlier end has to watch the clock himself.
  package static let usualTimeoutHours = 168

  package var kind: SidecarOperation.Kind {
    switch self {
    case .backup: .backup
    case .restore: .restore
    }
  }
}
