// SPDX-License-Identifier: Apache-2.0
private import Glibc
internal import Posix
private import Synchronization

/// Runs everything of one loop on that loop's thread: jobs of Swift's concurrency, and operations sent by other threads.
///
/// Both wait in one queue, in order. Whoever puts the first one in rings the bell that wakes the thread out of epoll.
final class LoopExecutor: SerialExecutor {
  typealias Operation = @Sendable (isolated Loop) -> Void

  enum Work {
    case job(UnownedJob)
    case operation(Operation)
  }

  private struct Queue {
    var work: [Work] = []
    var isClosed = false
  }

  private enum Submission { case first, behindOthers, refused }

  let bell: EventDescriptor
  private let queue = Mutex(Queue())
  /// `pthread_self()` of the loop's thread; zero before it runs.
  private let thread = Atomic<UInt>(0)
  /// Calls of `enqueue` that have not returned. A job that is in the queue may run at once, end the loop, and let go of
  /// the last reference to it, while whoever put it there has yet to ring.
  private let enqueuing = Atomic<Int>(0)

  init() throws(SystemError) { bell = try EventDescriptor() }

  /// Runs an operation on the loop, soon and in order. After the end of the loop it is dropped: its connections are gone.
  func perform(_ operation: @escaping Operation) {
    if submit(.operation(operation)) == .first { wake() }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    enqueuing.add(1, ordering: .relaxed)
    // The last that is touched here; see `outlastEnqueuing`.
    defer { enqueuing.subtract(1, ordering: .releasing) }
    switch submit(.job(UnownedJob(job))) {
    case .first: wake()
    case .behindOthers: break
    case .refused: preconditionFailure("a loop was awaited after its end, so the caller would wait for ever")
    }
  }

  func isIsolatingCurrentContext() -> Bool? { isCurrentThread }

  private func submit(_ work: Work) -> Submission {
    queue.withLock { queue in
      guard !queue.isClosed else { return .refused }
      queue.work.append(work)
      return queue.work.count == 1 ? .first : .behindOthers
    }
  }

  /// The loop's own thread looks into the queue before it waits.
  private func wake() {
    guard !isCurrentThread else { return }
    do {
      try bell.ring()
    } catch {
      preconditionFailure("a loop cannot be woken: \(error)")
    }
  }

  private var isCurrentThread: Bool { thread.load(ordering: .relaxed) == pthread_self() }
}

/// The side of the loop's thread.
extension LoopExecutor {
  func claimCurrentThread() { thread.store(pthread_self(), ordering: .relaxed) }

  /// Moves what waits into `batch`, which is empty and whose memory is used again.
  /// - Returns: false if nothing waits.
  func take(into batch: inout [Work]) -> Bool {
    queue.withLock { queue in
      swap(&queue.work, &batch)
      return !batch.isEmpty
    }
  }

  func close() { queue.withLock { $0.isClosed = true } }

  /// After `close`: returns once nobody is within `enqueue`, which is a matter of microseconds. Until then the thread keeps
  /// its reference.
  func outlastEnqueuing() {
    while enqueuing.load(ordering: .acquiring) > 0 { sched_yield() }
  }
}
