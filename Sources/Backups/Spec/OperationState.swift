// SPDX-License-Identifier: Apache-2.0

/// Where a backup or restore stands: CassKop's words for `status.condition.type`, which are the sidecar's, and two of
/// our own (QUEUED, UNKNOWN).
package enum OperationState: String, Sendable, CaseIterable {
  /// A coordinator was chosen and nothing sent yet.
  case required = "REQUIRED"
  /// Waits for another operation of the cluster.
  case queued = "QUEUED"
  case pending = "PENDING"
  case running = "RUNNING"
  case completed = "COMPLETED"
  case failed = "FAILED"
  case cancelled = "CANCELLED"
  /// The sidecar no longer knows the operation, so nobody can say how it ended.
  case unknown = "UNKNOWN"

  /// CassKop spells the sidecar's CANCELLED with one L.
  package init?(condition: String) {
    self.init(rawValue: condition == "CANCELED" ? "CANCELLED" : condition)
  }

  /// Something was sent to a sidecar, so the spec it was made from must stay what it was.
  package var hasStarted: Bool {
    switch self {
    case .required, .queued: false
    case .pending, .running, .completed, .failed, .cancelled, .unknown: true
    }
  }

  /// It occupies its cluster, or is about to.
  package var isActive: Bool {
    switch self {
    case .required, .queued, .pending, .running: true
    case .completed, .failed, .cancelled, .unknown: false
    }
  }
}
