// SPDX-License-Identifier: Apache-2.0
private import Synchronization

/// A value that comes once, and those who wait for it.
final class Announcement<Value: Sendable>: Sendable {
  private enum State {
    case awaited([CheckedContinuation<Value, any Error>])
    case made(Result<Value, any Error>)
  }

  private let state = Mutex(State.awaited([]))

  var value: Value {
    get async throws {
      try await withCheckedThrowingContinuation { continuation in
        let result: Result<Value, any Error>? = state.withLock { state in
          switch state {
          case .made(let result): return result
          case .awaited(let others):
            state = .awaited(others + [continuation])
            return nil
          }
        }
        if let result { continuation.resume(with: result) }
      }
    }
  }

  /// The first one counts.
  func make(_ result: Result<Value, any Error>) {
    let waiting: [CheckedContinuation<Value, any Error>] = state.withLock { state in
      guard case .awaited(let continuations) = state else { return [] }
      state = .made(result)
      return continuations
    }
    for continuation in waiting { continuation.resume(with: result) }
  }
}
