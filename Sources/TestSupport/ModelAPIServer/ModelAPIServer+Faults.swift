// SPDX-License-Identifier: Apache-2.0
internal import KubeModel
internal import Synchronization

extension ModelAPIServer {
  /// What happens to the next requests.
  package func failNext(_ fault: RequestFault, times count: Int = 1) {
    state.withLock { $0.requestFaults += Array(repeating: fault, count: count) }
  }

  /// What happens to the watches that are asked for next, each after so many events.
  package func breakNext(_ fault: WatchFault, after events: Int = 0, times count: Int = 1) {
    state.withLock { $0.watchFaults += Array(repeating: (fault, events), count: count) }
  }

  /// What happens to the watches under way, after so many more events.
  package func breakWatches(_ fault: WatchFault, after events: Int = 0) {
    change { state in
      for id in state.watchers.keys { state.watchers[id]?.fault = (fault, events) }
    }
  }

  /// Faults at random from now on; nil for no more of them.
  package func breakDown(_ faults: RandomFaults?) {
    state.withLock { $0.randomFaults = faults }
  }

  /// Of the random ones, how many are still to come.
  package var faultsLeft: Int { state.withLock { $0.randomFaults?.left ?? 0 } }

  /// The connections of requests that hang break.
  package func letGo() {
    wake { state, id in state.watchers[id] == nil }
  }

  /// Tells the watches under way that nothing happened up to now.
  package func bookmark() {
    change { state in
      for id in state.watchers.keys {
        state.watchers[id]?.events.append(.bookmark(resourceVersion: "\(state.history.version)"))
      }
    }
  }

  /// Forgets all versions before the present one.
  package func compact() {
    state.withLock { $0.history.compact() }
  }

  /// Changes something, and lets the watches look whether it is for them.
  func change<Failure>(_ body: (inout State) throws(Failure) -> Void) throws(Failure) {
    try state.withLock { state throws(Failure) in try body(&state) }
    wakeWatches()
  }

  func wakeWatches() {
    wake { state, id in state.watchers[id] != nil }
  }

  private func wake(_ isMeant: (State, Int) -> Bool) {
    let woken = state.withLock { state in
      let ids = state.parked.keys.filter { isMeant(state, $0) }
      return ids.compactMap { state.parked.removeValue(forKey: $0) }
    }
    for continuation in woken { continuation.resume(returning: true) }
  }
}
