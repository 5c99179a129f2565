// SPDX-License-Identifier: Apache-2.0
internal import Outbound
private import Synchronization

/// One request and what came of it: where the task that waits and the thread of libcurl meet.
final class CurlExchange: Sendable {
  private struct Shared {
    var state: ExchangeState
    var waiter: (wanted: ExchangeState.Wanted, continuation: CheckedContinuation<Void, Never>)?
  }

  let request: OutboundRequest
  /// Else it is read as a stream.
  let isReadWhole: Bool
  private let mailbox: CurlMailbox
  private let shared: Mutex<Shared>

  init(_ request: OutboundRequest, _ bound: ExchangeState.Bound, mailbox: CurlMailbox) {
    self.request = request
    isReadWhole = if case .whole = bound { true } else { false }
    self.mailbox = mailbox
    shared = Mutex(Shared(state: ExchangeState(bound)))
  }

  /// Changes the state, then wakes whoever has waited for that.
  private func update<Result: Sendable>(_ change: (inout ExchangeState) -> Result) -> Result {
    let (result, waiter) = shared.withLock { shared in
      let result = change(&shared.state)
      guard let waiter = shared.waiter, shared.state.has(waiter.wanted) else {
        return (result, nil as CheckedContinuation<Void, Never>?)
      }
      shared.waiter = nil
      return (result, waiter.continuation)
    }
    waiter?.resume()
    return result
  }
}

/// The side of the task. Only one waits at a time.
extension CurlExchange {
  func start() {
    // A quick server would answer before the wait notices that the task is cancelled.
    if Task.isCancelled || !mailbox.send(.start(self)) { cancel() }
  }

  func head() async throws(TransportError) -> OutboundHead {
    await wait(for: .head)
    if let head = shared.withLock({ $0.state.head }) { return head }
    try finish()
    preconditionFailure("a response ended properly without a head")
  }

  /// The next bytes; nil after the proper end.
  func piece() async throws(TransportError) -> [UInt8]? {
    await wait(for: .piece)
    let (bytes, hasRoom) = update { $0.take() }
    if hasRoom { mailbox.send(.resume(self)) }
    return bytes.isEmpty ? try finish() : bytes
  }

  /// The bytes from here to the proper end.
  func rest() async throws(TransportError) -> [UInt8] {
    await wait(for: .end)
    try finish()
    return update { $0.take().bytes }
  }

  /// Ends the request, if it has not ended yet.
  func cancel() {
    let isFirst = update { state in
      defer { state.ended(.failed(.cancelled)) }
      return state.end == nil
    }
    if isFirst { mailbox.send(.drop(self)) }
  }

  @discardableResult
  private func finish() throws(TransportError) -> [UInt8]? {
    if case .failed(let error) = shared.withLock({ $0.state.end }) { throw error }
    return nil
  }

  private func wait(for wanted: ExchangeState.Wanted) async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isThere = shared.withLock { shared in
          precondition(shared.waiter == nil, "two tasks read the same response")
          guard !shared.state.has(wanted) else { return true }
          shared.waiter = (wanted, continuation)
          return false
        }
        if isThere { continuation.resume() }
      }
    } onCancel: {
      cancel()
    }
  }
}

/// The side of the thread.
extension CurlExchange {
  var hasEnded: Bool { shared.withLock { $0.state.end != nil } }

  func received(_ head: OutboundHead) { update { $0.received(head) } }

  func received(_ bytes: UnsafeRawBufferPointer, tooLong: TransportError) -> ExchangeState.Reception {
    update { $0.received(bytes, tooLong: tooLong) }
  }

  func ended(_ end: ExchangeState.End) { update { $0.ended(end) } }
}
