// SPDX-License-Identifier: Apache-2.0
package import ControllerRuntime

/// How it goes with the watch of a kind, for metrics and probes.
package struct WatchedReport: Sendable {
  /// `cassandrabackups`.
  package var resource: String
  package var isSynced: Bool
  package var objects: Int
  package var condition: WatchCondition
  package var counts: WatchCounts

  /// Of several namespaces together: as good as the worst of them.
  mutating func add(_ other: WatchedReport) {
    objects += other.objects
    isSynced = isSynced && other.isSynced
    if condition == .watching { condition = other.condition }
    counts.lists += other.counts.lists
    counts.watches += other.counts.watches
    counts.events += other.counts.events
    counts.malformed += other.counts.malformed
    counts.errors += other.counts.errors
  }
}
