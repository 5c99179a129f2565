// SPDX-License-Identifier: Apache-2.0
private import Synchronization

/// A clock that stands still until a test moves it. Whoever sleeps on it wakes in the order of the deadlines.
package final class ManualClock: Clock, Sendable {
  package struct Instant: InstantProtocol, Sendable {
    package var offset: Duration

    package func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
    package func duration(to other: Instant) -> Duration { other.offset - offset }
    package static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
  }

  private struct Sleeper {
    var id: Int
    var deadline: Instant
    var continuation: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var now = Instant(offset: .zero)
    var sleepers: [Sleeper] = []
    var watchers: [CheckedContinuation<Void, Never>] = []
    var cancelled: Set<Int> = []
    var nextID = 0
  }

  private let state = Mutex(State())

  package init() {}

  package var now: Instant { state.withLock { $0.now } }
  package var minimumResolution: Duration { .nanoseconds(1) }

  package func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let (result, told): (Result<Void, any Error>?, [CheckedContinuation<Void, Never>]) = state.withLock { state in
          if state.cancelled.remove(id) != nil { return (.failure(CancellationError()), []) }
          guard deadline > state.now else { return (.success(()), []) }
          state.sleepers.append(Sleeper(id: id, deadline: deadline, continuation: continuation))
          defer { state.watchers = [] }
          return (nil, state.watchers)
        }
        if let result { continuation.resume(with: result) }
        for watcher in told { watcher.resume() }
      }
    } onCancel: {
      let sleeper = state.withLock { state -> Sleeper? in
        guard let index = state.sleepers.firstIndex(where: { $0.id == id }) else {
          state.cancelled.insert(id)
          return nil
        }
        return state.sleepers.remove(at: index)
      }
      sleeper?.continuation.resume(throwing: CancellationError())
    }
  }

  /// How many sleep.
  package var sleepers: Int { state.withLock { $0.sleepers.count } }

  /// Moves the time forward and wakes whoever's time has come.
  package func advance(by duration: Duration) {
    let due = state.withLock { state -> [Sleeper] in
      state.now = state.now.advanced(by: duration)
      let due = state.sleepers.filter { $0.deadline <= state.now }.sorted { $0.deadline < $1.deadline }
      state.sleepers.removeAll { $0.deadline <= state.now }
      return due
    }
    for sleeper in due { sleeper.continuation.resume() }
  }

  /// Returns once somebody sleeps.
  /// - Returns: how long the first of the sleepers has yet to sleep.
  @discardableResult
  package func sleeper() async -> Duration {
    while true {
      let rest = state.withLock { state in
        state.sleepers.map(\.deadline).min().map { state.now.duration(to: $0) }
      }
      if let rest { return rest }
      await withCheckedContinuation { continuation in
        let isThere = state.withLock { state in
          guard state.sleepers.isEmpty else { return true }
          state.watchers.append(continuation)
          return false
        }
        if isThere { continuation.resume() }
      }
    }
  }

  /// Waits for somebody to sleep, and moves the time to where the first of the sleepers wakes.
  /// - Returns: by how much the time was moved.
  @discardableResult
  package func advanceToNextSleeper() async -> Duration {
    let rest = await sleeper()
    advance(by: rest)
    return rest
  }
}
