// SPDX-License-Identifier: Apache-2.0
package import KubeModel
package import Logging
private import Synchronization

/// Runs a reconciler for the keys that are due: never twice at once for a key, and for so many keys at a time as there
/// are workers. Performs what `ControllerState` decides.
package final class Controller<Key: Hashable & Sendable>: Sendable {
  /// Reconciles wait for a network most of the time. Sixteen that take a second each get through a thousand clusters in
  /// a minute, and all of them together are no burden to an API server.
  package static var usualWorkers: Int { 16 }

  private struct State {
    var work: ControllerState<Key>
    var generator: any RandomNumberGenerator & Sendable
    /// Ends when it is time to look again. Whoever changes what there is to do before cancels it.
    var nap: Task<Void, Never>?
  }

  private let state: Mutex<State>
  private let reconcile: @Sendable (Key) async -> Outcome
  private let wall: WallTime
  private let clock: any Clock<Duration>
  private let stopwatch: Stopwatch
  private let logger: Logger

  /// - Parameters:
  ///   - workers: keys that are worked on at a time, more than zero.
  ///   - wall: by which keys are due.
  ///   - clock: by which it waits.
  ///   - reconcile: is not cancelled, so each of its requests needs a deadline.
  package init(
    workers: Int = usualWorkers, wall: WallTime, clock: any Clock<Duration> = ContinuousClock(),
    generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(), logger: Logger,
    reconcile: @escaping @Sendable (Key) async -> Outcome
  ) {
    state = Mutex(State(work: ControllerState(workers: workers), generator: generator))
    self.reconcile = reconcile
    self.wall = wall
    self.clock = clock
    self.logger = logger
    stopwatch = Stopwatch(clock)
  }

  /// How it goes. Readable at any time, from anywhere.
  package var report: ControllerReport { state.withLock { $0.work.report } }

  /// The key is to be worked on at this time, or earlier if it was to be already. May be called at any time; what is
  /// added while nobody runs the controller waits for that.
  package func add(_ key: Key, at due: Instant) {
    let now = wall.now
    change { state in
      let next = state.work.nextDue
      state.work.add(key, at: due, now: now)
      return state.work.nextDue != next
    }
  }

  /// Works until it is cancelled, and then returns when the reconciles that run have ended by themselves: one that is
  /// cut between a request and the note of its answer would leave more to find out than one that is waited for. May be
  /// called again then.
  package func run() async {
    await withDiscardingTaskGroup { group in
      while !Task.isCancelled {
        look()
        while !Task.isCancelled, let key = next() { group.addTask { await self.work(on: key) } }
        await rest()
      }
    }
  }
}

extension Controller {
  private func look() {
    let (now, elapsed) = (wall.now, stopwatch.elapsed)
    guard let jump = state.withLock({ $0.work.looked(at: now, elapsed: elapsed) }) else { return }
    logger.notice("the time of day was set back, everything is looked at again", metadata: ["by": "\(jump)"])
  }

  private func next() -> Key? {
    let now = wall.now
    return state.withLock { $0.work.next(at: now) }
  }

  private func work(on key: Key) async {
    // A task of its own, which nobody cancels, and which is waited for.
    let outcome = await Task { await reconcile(key) }.value
    let now = wall.now
    var wait: Duration?
    change { state in
      wait = state.work.ended(key, outcome, at: now, using: &state.generator)
      return true
    }
    if let wait { logger.debug("will be tried again", metadata: ["key": "\(key)", "in": "\(wait)"]) }
  }

  /// Returns when it is time to look again.
  private func rest() async {
    let now = wall.now
    let nap = state.withLock { state -> Task<Void, Never>? in
      let pause = state.work.pause(at: now)
      state.nap = pause > .zero ? Task { [clock] in _ = try? await clock.sleep(for: pause) } : nil
      return state.nap
    }
    guard let nap else { return }
    await withTaskCancellationHandler {
      await nap.value
    } onCancel: {
      nap.cancel()
    }
  }

  /// - Parameter body: returns whether there is reason to look again.
  private func change(_ body: (inout State) -> Bool) {
    let nap = state.withLock { body(&$0) ? $0.nap.take() : nil }
    nap?.cancel()
  }
}
