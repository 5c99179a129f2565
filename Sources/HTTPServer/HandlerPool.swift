// SPDX-License-Identifier: Apache-2.0
internal import Posix
private import Synchronization

/// Runs the handlers that answer later, at most so many at once over all loops.
///
/// There is no queue: whoever comes when all places are taken is told so at once, while its deadline is still far.
final class HandlerPool: Sendable {
  typealias Work = @Sendable () async -> HTTPResponse
  typealias Delivery = @Sendable (Ticket, News) -> Void

  /// What becomes of a request.
  enum News: Sendable {
    case answer(HTTPResponse)
    case refusal(Refusal)
    /// Of an answer whose body is being made, there is more.
    case more
    /// That was all of it.
    case end
  }

  /// The request that is being answered.
  struct Ticket: Hashable, Sendable {
    let loop: ObjectIdentifier
    /// Unique within its loop.
    let connection: EpollRegistration
    /// Unique within its connection.
    let stream: StreamID
  }

  private struct Running {
    var tasks: [Ticket: Task<Void, Never>] = [:]
    /// Those whose answers have begun.
    var streams: Set<Ticket> = []

    var undecided: Int { tasks.count - streams.count }
  }

  private let limits: Limits
  private let running = Mutex(Running())

  init(limits: Limits) { self.limits = limits }

  var count: Int { running.withLock { $0.tasks.count } }

  /// - Parameter delivery: called with the answer and what follows, on a thread of the task.
  /// - Returns: false when all places are taken; then nothing happens.
  func start(_ ticket: Ticket, _ work: @escaping Work, delivery: @escaping Delivery) -> Bool {
    running.withLock { running in
      guard running.undecided < limits.concurrentHandlers else { return false }
      // It cannot finish before it is noted, since finishing takes the same lock.
      running.tasks[ticket] = Task { @concurrent in
        let response = await work()
        if let stream = response.stream {
          await self.run(stream, of: response, ticket, delivery)
        } else {
          self.finished(ticket)
          delivery(ticket, .answer(response))
        }
      }
      return true
    }
  }

  private func run(
    _ stream: BodyStream, of response: HTTPResponse, _ ticket: Ticket, _ delivery: @escaping Delivery
  ) async {
    guard streamBegins(ticket) else {
      finished(ticket)
      let reason = "All \(limits.streamedAnswers) places for watchers are taken; ask again."
      return delivery(ticket, .refusal(Refusal(status: 503, reason: reason, closesConnection: false)))
    }
    delivery(ticket, .answer(response))
    await stream.run(capacity: limits.streamedBytes) { delivery(ticket, .more) }
    finished(ticket)
    delivery(ticket, .end)
  }

  private func streamBegins(_ ticket: Ticket) -> Bool {
    running.withLock { running in
      guard running.streams.count < limits.streamedAnswers else { return false }
      running.streams.insert(ticket)
      return true
    }
  }

  /// Nobody waits for this answer any more. The place is free once the handler has noticed.
  func cancel(_ ticket: Ticket) {
    let task = running.withLock { $0.tasks[ticket] }
    task?.cancel()
  }

  private func finished(_ ticket: Ticket) {
    running.withLock { running in
      running.tasks[ticket] = nil
      running.streams.remove(ticket)
    }
  }
}

extension HandlerPool.News {
  /// Nothing follows.
  var isLast: Bool {
    switch self {
    case .answer(let response): response.stream == nil
    case .refusal, .end: true
    case .more: false
    }
  }
}
