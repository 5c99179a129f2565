// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Synchronization

/// Something that happens once, and that tests wait for.
final class Fact: Sendable {
  private enum State {
    case open([CheckedContinuation<Void, Never>])
    case happened
  }

  private let state = Mutex(State.open([]))

  func happen() {
    let waiters = state.withLock { state -> [CheckedContinuation<Void, Never>] in
      guard case .open(let waiters) = state else { return [] }
      state = .happened
      return waiters
    }
    for waiter in waiters { waiter.resume() }
  }

  func wait() async {
    await withCheckedContinuation { continuation in
      let hasHappened = state.withLock { state in
        guard case .open(let waiters) = state else { return true }
        state = .open(waiters + [continuation])
        return false
      }
      if hasHappened { continuation.resume() }
    }
  }
  /// For the threads of a `ScriptedServer`.
  func waitBlocking() {
    let semaphore = DispatchSemaphore(value: 0)
    Task {
      await wait()
      semaphore.signal()
    }
    semaphore.wait()
  }
}
