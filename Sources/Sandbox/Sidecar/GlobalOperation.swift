// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// The truth about an operation of the whole cluster, which the sidecar may forget, and does not always tell.
package struct GlobalOperation: Sendable, Equatable {
  package enum Outcome: Sendable, Equatable {
    case running, completed, failed
    /// Its coordinator went away. Nodes may go on for a while.
    case lost
  }

  let key: Int
  package let id: String
  package let type: SidecarOperationType
  /// As it was asked for, without what the coordinator appends.
  package let tag: String?
  /// The pod of the coordinator.
  package let pod: String
  package let created: Instant
  package internal(set) var outcome = Outcome.running
  package internal(set) var ended: Instant?
  /// The pods of the nodes that have a part in it; empty before it has come so far.
  package internal(set) var nodes: [String] = []
  /// The pods whose part is really done: the manifest is written, or the tables are back.
  package internal(set) var nodesDone: Set<String> = []
  /// How many parts of it nodes are at, or have yet to begin; after its own end too, since nobody tells them of it.
  package internal(set) var unfinishedParts = 0
  /// When it emptied tables, in the whole cluster.
  package internal(set) var truncated: Instant?

  package var isEveryNodeDone: Bool { !nodes.isEmpty && nodesDone.isSuperset(of: nodes) }
}
