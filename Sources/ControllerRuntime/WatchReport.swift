// SPDX-License-Identifier: Apache-2.0

/// What a watcher says of itself at one moment.
package struct WatchReport: Sendable, Equatable {
  package var condition: WatchCondition
  /// How long the condition has been of this case.
  package var lasting: Duration
  package var counts: WatchCounts
}
