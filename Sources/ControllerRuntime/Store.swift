// SPDX-License-Identifier: Apache-2.0
internal import KubeModel
private import Synchronization

/// The objects of a kind as they are known here: one watcher writes, anybody reads. A list is filled aside and put in
/// whole, so no reader ever sees a part of one.
///
/// There is no guard against old events. Versions are opaque and must not be compared; one watch tells changes in their
/// order, and the watcher has one at a time.
package final class Store<Contents: StoreContents>: Sendable {
  private struct State {
    var contents = Contents()
    var isSynced = false
  }

  private let state = Mutex(State())

  package init() {}

  /// Whether the contents are those of a complete list, and not merely empty so far.
  package var isSynced: Bool { state.withLock { $0.isSynced } }

  /// - Parameter body: looks up what it needs and leaves: the store is locked meanwhile, for its writer too. To carry the
  ///   contents out would make the next event copy all of them.
  package func read<Answer: Sendable, Failure>(
    _ body: (Contents) throws(Failure) -> Answer
  ) throws(Failure) -> Answer {
    try state.withLock { state throws(Failure) in try body(state.contents) }
  }

  func set(_ object: KubeObject, for key: ObjectKey) {
    state.withLock { $0.contents.set(object, for: key) }
  }

  func remove(_ key: ObjectKey) {
    state.withLock { $0.contents.remove(key) }
  }

  /// Puts in the contents of a complete list.
  func replace(with contents: Contents) {
    // The old contents leave the lock before they are freed, which takes a while for many objects.
    let old = state.withLock { state in
      defer { state = State(contents: contents, isSynced: true) }
      return state.contents
    }
    withExtendedLifetime(old) {}
  }
}
