// SPDX-License-Identifier: Apache-2.0
package import Backups
package import KubeModel

/// One operation as the sidecar shows it, its request among the rest.
package struct SidecarOperation: Sendable, Equatable {
  package enum Kind: Sendable, Hashable {
    case backup
    case restore
    case other(String)
  }

  /// As `isID` has it.
  package var id: String
  package var kind: Kind
  /// One of the sidecar's own five, or unknown.
  package var state: OperationState
  /// 0 to 1. It is 1 at the end, however that is.
  package var progress: Double
  /// A running operation may have some already. At most `mostFailures` are kept.
  package var failures: [SidecarFailure]
  /// As written, which is RFC 3339 in UTC; so are the other times.
  package var creationTime: String?
  package var startTime: String?
  package var completionTime: String?
  /// It coordinates those of the nodes.
  package var isGlobal: Bool
  /// That of a backup gets a stamp once it runs.
  package var snapshotTag: String?
  package var storageLocation: String?
  package var entities: String?
  package var datacenter: String?
  /// Of a restore: those of the nodes say which phase they are.
  package var restorationPhase: String?

  package init(
    id: String, kind: Kind, state: OperationState, progress: Double = 0, failures: [SidecarFailure] = [],
    creationTime: String? = nil, startTime: String? = nil, completionTime: String? = nil, isGlobal: Bool = true,
    snapshotTag: String? = nil, storageLocation: String? = nil, entities: String? = nil, datacenter: String? = nil,
    restorationPhase: String? = nil
  ) {
    self.id = id
    self.kind = kind
    self.state = state
    self.progress = progress
    self.failures = failures
    self.creationTime = creationTime
    self.startTime = startTime
    self.completionTime = completionTime
    self.isGlobal = isGlobal
    self.snapshotTag = snapshotTag
    self.storageLocation = storageLocation
    self.entities = entities
    self.datacenter = datacenter
    self.restorationPhase = restorationPhase
  }

  /// The times as such; nil where there is none, or none that can be read.
  package var createdAt: Instant? { Self.instant(creationTime) }
  package var startedAt: Instant? { Self.instant(startTime) }
  package var completedAt: Instant? { Self.instant(completionTime) }

  private static func instant(_ text: String?) -> Instant? {
    text.flatMap { try? Instant(parsing: $0) }
  }

  /// Nothing more will happen to it. The state alone says less: a failed operation is COMPLETED for an instant.
  package var hasEnded: Bool { [.completed, .failed, .cancelled].contains(state) && completionTime != nil }

  package var hasSucceeded: Bool { hasEnded && state == .completed && failures.isEmpty }
}

extension SidecarOperation.Kind: CustomStringConvertible {
  /// The `type` of a request.
  package var description: String {
    switch self {
    case .backup: "backup"
    case .restore: "restore"
    case .other(let type): type
    }
  }

  package init(type: String) {
    self =
      switch type {
      case "backup": .backup
      case "restore": .restore
      default: .other(type)
      }
  }
}
