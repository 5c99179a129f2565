// SPDX-License-Identifier: Apache-2.0
internal import Posix
private import Synchronization

/// Runs the handlers that answer later, at most so many at once over all loops.
///
/// There is no queue: whoever comes when all places are taken is told so at once, while its deadline is still far.
final class HandlerPool: Sendable {
  typealias Work = @Sendable () async -> HTTPResponse
  typealias Delivery = @Sendable (Ticket, HTTPResponse) -> Void

  /// The request that is being answered.
  struct Ticket: Hashable, Sendable {
    let loop: ObjectIdentifier
    /// Unique within its loop.
    let connection: EpollRegistration
    /// Unique within its connection.
    let stream: StreamID
  }

  private let places: Int
  private let running = Mutex<[Ticket: Task<Void, Never>]>([:])

  init(places: Int) { self.places = places }

  var count: Int { running.withLock { $0.count } }

  /// - Parameter delivery: called with the answer, on a thread of the task.
  /// - Returns: false when all places are taken; then nothing happens.
  func start(_ ticket: Ticket, _ work: @escaping Work, delivery: @escaping Delivery) -> Bool {
    running.withLock { running in
      guard running.count < places else { return false }
      // It cannot finish before it is noted, since finishing takes the same lock.
      running[ticket] = Task { @concurrent in
        let response = await work()
        self.finished(ticket)
        delivery(ticket, response)
      }
      return true
    }
  }

  /// Nobody waits for this answer any more. The place is free once the handler has noticed.
  func cancel(_ ticket: Ticket) {
    let task = running.withLock { $0[ticket] }
    task?.cancel()
  }

  private func finished(_ ticket: Ticket) {
    running.withLock { _ = $0.removeValue(forKey: ticket) }
  }
}
