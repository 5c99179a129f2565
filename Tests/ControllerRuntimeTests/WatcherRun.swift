// SPDX-License-Identifier: Apache-2.0
import ControllerRuntime
import KubeModel
import TestSupport

/// A watcher of toys that runs while a test looks at it.
struct WatcherRun {
  let store = Store<ToyContents>()
  let clock = ManualClock()
  let log = LogLines()
  let watcher: Watcher<ToyContents>

  init(
    of server: any ObjectReading, pageSize: Int = 2, changed: @escaping @Sendable (KubeObject) -> Void = { _ in }
  ) {
    watcher = Watcher(
      Toys.resource, in: nil, of: server, into: store, pageSize: pageSize, clock: clock,
      generator: SplitMix64(seed: 1), changed: changed, logger: log.logger)
  }

  var contents: ToyContents { store.read { $0 } }
  var condition: WatchCondition { watcher.report.condition }
  var counts: WatchCounts { watcher.report.counts }

  /// Runs the watcher, and stops it when the test has seen enough.
  func during(_ body: () async throws -> Void) async throws {
    let running = Task { await watcher.run() }
    let result: Result<Void, any Error>
    do { result = .success(try await body()) } catch { result = .failure(error) }
    running.cancel()
    await running.value
    try result.get()
  }

  /// The same, and whenever the watcher sleeps, time passes.
  func duringPassingTime(_ body: () async throws -> Void) async throws {
    let time = Task { while !Task.isCancelled { await clock.advanceToNextSleeper() } }
    try await during(body)
    time.cancel()
    // Time may be waiting for somebody who sleeps.
    let last = Task { try await clock.sleep(for: .seconds(1)) }
    await time.value
    last.cancel()
  }
}
