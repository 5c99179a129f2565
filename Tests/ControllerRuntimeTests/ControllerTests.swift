// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Synchronization
import TestSupport
import Testing

@testable import ControllerRuntime

@Suite("Controller", .timeLimit(.minutes(1)))
struct ControllerTests {
  private let clock = ManualClock()
  private let wall: ManualWall
  private let log = LogLines()
  private let work = Work()

  init() { wall = ManualWall(clock) }

  private func controller(workers: Int = 2) -> Controller<String> {
    Controller(
      workers: workers, wall: wall.time, clock: clock, generator: SplitMix64(seed: 1), logger: log.logger
    ) { [work] in await work.reconcile($0) }
  }

  /// Runs the controller, and stops it when the test has seen enough.
  private func during(_ controller: Controller<String>, _ body: () async throws -> Void) async throws {
    let running = Task { await controller.run() }
    let result: Result<Void, any Error>
    do { result = .success(try await body()) } catch { result = .failure(error) }
    running.cancel()
    work.endAll()
    await running.value
    try result.get()
  }

  @Test("a key is worked on when it is due, and what is added before runs as soon as somebody runs the controller")
  func due() async throws {
    let controller = controller()
    controller.add("now", at: wall.now)
    controller.add("later", at: wall.now + .seconds(2))
    try await during(controller) {
      await work.began("now")
      work.end("now", .done)
      while controller.report.done < 1 { await Task.yield() }
      for _ in 0..<3 { #expect(await clock.advanceToNextSleeper() == .milliseconds(500)) }
      await clock.sleeper()
      #expect(work.running.isEmpty)
      await clock.advanceToNextSleeper()
      await work.began("later")
    }
    #expect(work.log == ["now", "later"])
  }

  @Test("what is added and due wakes it from its sleep")
  func wakes() async throws {
    let controller = controller()
    try await during(controller) {
      await clock.sleeper()
      controller.add("a", at: wall.now)
      await work.began("a")
    }
    #expect(clock.now.offset == .zero)
  }

  @Test("a clock that is set forward starts what is due within half a second")
  func setForward() async throws {
    let controller = controller()
    controller.add("a", at: wall.now + .seconds(86_400))
    try await during(controller) {
      await clock.sleeper()
      wall.jump(by: .seconds(86_401))
      await clock.advanceToNextSleeper()
      await work.began("a")
    }
    #expect(clock.now.offset <= .milliseconds(500))
  }

  @Test("a clock that is set back keeps nothing waiting")
  func setBack() async throws {
    let controller = controller()
    controller.add("a", at: wall.now + .seconds(1))
    try await during(controller) {
      await clock.sleeper()
      wall.jump(by: .seconds(-86_400))
      await clock.advanceToNextSleeper()
      await work.began("a")
    }
    #expect(log.all == ["notice: the time of day was set back, everything is looked at again"])
  }

  @Test("a key never runs twice at once, and the workers are the limit")
  func limits() async throws {
    let controller = controller(workers: 2)
    for key in ["a", "b", "c"] { controller.add(key, at: wall.now) }
    try await during(controller) {
      await work.began("a")
      await work.began("b")
      controller.add("a", at: wall.now)
      #expect((controller.report.running, controller.report.depth) == (2, 2))
      work.end("a", .done)
      await work.began("c")
      work.end("b", .done)
      await work.began("a")
      #expect(work.most == 2)
    }
    #expect(work.log == ["a", "b", "c", "a"])
  }

  @Test("who cancels it waits for what is running, which is not cancelled")
  func graceful() async throws {
    let controller = controller()
    controller.add("a", at: wall.now)
    let running = Task { await controller.run() }
    await work.began("a")
    running.cancel()
    controller.add("b", at: wall.now)
    for _ in 0..<100 { await Task.yield() }
    #expect(controller.report.running == 1)
    work.end("a", .done)
    await running.value
    #expect(work.wasCancelled == false)
    #expect(controller.report.done == 1)
    #expect(work.log == ["a"])
    #expect(controller.report.depth == 1)
  }
}

/// Reconciles that end when the test says how.
private final class Work: Sendable {
  private struct State {
    var ends: [String: CheckedContinuation<Outcome, Never>] = [:]
    var log: [String] = []
    var most = 0
    var isOver = false
    var wasCancelled = false
  }

  private let state = Mutex(State())

  func reconcile(_ key: String) async -> Outcome {
    let outcome = await withCheckedContinuation { continuation in
      let isOver = state.withLock { state in
        precondition(state.ends[key] == nil, "\(key) runs twice")
        state.log.append(key)
        guard !state.isOver else { return true }
        state.ends[key] = continuation
        state.most = max(state.most, state.ends.count)
        return false
      }
      if isOver { continuation.resume(returning: .done) }
    }
    if Task.isCancelled { state.withLock { $0.wasCancelled = true } }
    return outcome
  }

  var running: Set<String> { state.withLock { Set($0.ends.keys) } }
  /// The keys in the order in which their work began.
  var log: [String] { state.withLock { $0.log } }
  /// At a time.
  var most: Int { state.withLock { $0.most } }
  var wasCancelled: Bool { state.withLock { $0.wasCancelled } }

  func began(_ key: String) async {
    while !running.contains(key), !Task.isCancelled { await Task.yield() }
  }

  func end(_ key: String, _ outcome: Outcome) {
    state.withLock { $0.ends.removeValue(forKey: key) }?.resume(returning: outcome)
  }

  func endAll() {
    let ends = state.withLock { state in
      state.isOver = true
      defer { state.ends = [:] }
      return Array(state.ends.values)
    }
    for end in ends { end.resume(returning: .done) }
  }
}
