// SPDX-License-Identifier: Apache-2.0

/// What a watcher has done since it was made.
package struct WatchCounts: Sendable, Equatable {
  /// That were complete.
  package var lists = 0
  /// That the server accepted.
  package var watches = 0
  /// Creations, changes and deletions, those of lists not counted.
  package var events = 0
  /// Objects and lines that were left out.
  package var malformed = 0
  /// Requests that failed and watches that were cut.
  package var errors = 0

  package init() {}
}
