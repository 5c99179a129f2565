// SPDX-License-Identifier: Apache-2.0
private import Synchronization

/// What other threads tell the thread of libcurl. Whoever puts the first message in wakes it.
final class CurlMailbox: Sendable {
  enum Message: Sendable {
    case start(CurlExchange)
    /// There is room again for what the exchange receives.
    case resume(CurlExchange)
    /// Nobody waits for the exchange any more.
    case drop(CurlExchange)
  }

  private enum Phase {
    case open(CurlMulti)
    case closed(waiters: [CheckedContinuation<Void, Never>])
    case ended
  }

  private struct State {
    var phase: Phase
    var messages: [Message] = []
  }

  private let state: Mutex<State>

  init(waking multi: CurlMulti) { state = Mutex(State(phase: .open(multi))) }

  /// - Returns: false once the mailbox is closed; then nobody reads the message.
  @discardableResult
  func send(_ message: Message) -> Bool {
    let (isTaken, sleeper): (Bool, CurlMulti?) = state.withLock { state in
      guard case .open(let multi) = state.phase else { return (false, nil) }
      state.messages.append(message)
      return (true, state.messages.count == 1 ? multi : nil)
    }
    sleeper?.wake()
    return isTaken
  }

  /// Tells the thread to end.
  func close() {
    let sleeper = state.withLock { state -> CurlMulti? in
      guard case .open(let multi) = state.phase else { return nil }
      state.phase = .closed(waiters: [])
      return multi
    }
    sleeper?.wake()
  }

  /// Returns once the thread has ended what it had begun. To be called after `close`.
  func ended() async {
    await withCheckedContinuation { continuation in
      let hasEnded = state.withLock { state in
        guard case .closed(let waiters) = state.phase else { return true }
        state.phase = .closed(waiters: waiters + [continuation])
        return false
      }
      if hasEnded { continuation.resume() }
    }
  }
}

/// The side of the thread.
extension CurlMailbox {
  /// What has come since the last time; nil once the mailbox is closed.
  func take() -> [Message]? {
    state.withLock { state in
      guard case .open = state.phase else { return nil }
      defer { state.messages = [] }
      return state.messages
    }
  }

  /// What came between the last look and the closing.
  func takeRest() -> [Message] {
    state.withLock { state in
      defer { state.messages = [] }
      return state.messages
    }
  }

  func threadEnded() {
    let waiters = state.withLock { state -> [CheckedContinuation<Void, Never>] in
      guard case .closed(let waiters) = state.phase else { return [] }
      state.phase = .ended
      return waiters
    }
    for waiter in waiters { waiter.resume() }
  }
}
