// SPDX-License-Identifier: Apache-2.0
internal import DequeModule

/// The connections of a loop that have not asked anything yet, oldest first.
///
/// When the server is full, these make room: a flood of connections that say nothing then costs an API server, which
/// shakes hands and asks within milliseconds, at most a few of its own, and those that have asked before nothing.
struct Newcomers<ID: Sendable> {
  private var queue: Deque<ID> = []
  /// The length at which those that are no longer new are sorted out; doubling keeps that cheap, and the queue no longer
  /// than twice what is really new.
  private var sortOutAt = 64

  var count: Int { queue.count }

  /// - Parameter isNew: whether a connection still exists and has not asked anything.
  mutating func append(_ id: ID, isNew: (ID) -> Bool) {
    if queue.count >= sortOutAt {
      queue.removeAll { !isNew($0) }
      sortOutAt = max(64, queue.count * 2)
    }
    queue.append(id)
  }

  mutating func removeOldest(isNew: (ID) -> Bool) -> ID? {
    while let first = queue.popFirst() {
      if isNew(first) { return first }
    }
    return nil
  }
}
