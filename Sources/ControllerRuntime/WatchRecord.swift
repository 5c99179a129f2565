// SPDX-License-Identifier: Apache-2.0

/// What a watcher remembers of itself, for anybody to ask.
struct WatchRecord {
  private var condition = WatchCondition.unsynced(error: nil)
  /// When the condition came to be of its case.
  private var since = Duration.zero
  var counts = WatchCounts()

  /// - Returns: whether the condition is of another case than before.
  mutating func note(_ condition: WatchCondition, at now: Duration) -> Bool {
    let isNew = condition.label != self.condition.label
    if isNew { since = now }
    self.condition = condition
    return isNew
  }

  func report(at now: Duration) -> WatchReport {
    WatchReport(condition: condition, lasting: now - since, counts: counts)
  }
}
