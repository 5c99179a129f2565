// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Synchronization
import TestSupport

@testable import ControllerRuntime

/// One of several processes that want to lead: its elector, its network and its idea of the time of day.
final class Replica: Sendable {
  static let lease = ObjectKey(namespace: "ops", name: "cassette")

  private let clock: ManualClock
  let link: Link
  let wall: ManualWall
  let log = LogLines()
  let elector: LeaderElector
  private let work: LeaderWork

  /// - Parameter body: what a leader does until it is cancelled; nil for waiting.
  init(
    _ identity: String, of server: ModelAPIServer, clock: ManualClock, generator: SplitMix64,
    body: (@Sendable (Leadership) async -> Void)? = nil
  ) {
    self.clock = clock
    link = Link(server)
    wall = ManualWall(clock)
    let work = LeaderWork(body)
    self.work = work
    elector = LeaderElector(
      lease: Self.lease, identity: identity, of: link, wall: wall.time, clock: clock, generator: generator,
      logger: log.logger
    ) { await work.run($0) }
  }

  /// Whether the work of a leader is going on.
  var isLeading: Bool { work.isGoingOn }

  /// What the work waits for when it is cancelled.
  var beforeEnd: @Sendable () async -> Void {
    get { work.beforeEnd }
    set { work.beforeEnd = newValue }
  }

  /// Returns when these, which all run, have done what there is to do before time passes, and nobody else sleeps.
  static func rest(_ replicas: Replica...) async {
    func areResting() -> Bool {
      let clock = replicas[0].clock
      guard clock.sleepers == replicas.count else { return false }
      guard replicas.allSatisfy({ !$0.elector.isTrying || $0.link.hangs }) else { return false }
      return clock.sleepers == replicas.count
    }
    while !areResting(), !Task.isCancelled { await Task.yield() }
  }

  func leads() async { while !isLeading, !Task.isCancelled { await Task.yield() } }

  /// Runs the elector, and stops it when the test has seen enough.
  func running(_ body: () async throws -> Void) async throws {
    let running = Task { await elector.run() }
    let result: Result<Void, any Error>
    do { result = .success(try await body()) } catch { result = .failure(error) }
    running.cancel()
    await running.value
    try result.get()
  }
}

/// What a leader does.
private final class LeaderWork: Sendable {
  private let body: (@Sendable (Leadership) async -> Void)?
  private let state = Mutex((isGoingOn: false, beforeEnd: { () async in } as @Sendable () async -> Void))

  init(_ body: (@Sendable (Leadership) async -> Void)?) { self.body = body }

  var isGoingOn: Bool { state.withLock { $0.isGoingOn } }

  var beforeEnd: @Sendable () async -> Void {
    get { state.withLock { $0.beforeEnd } }
    set { state.withLock { $0.beforeEnd = newValue } }
  }

  func run(_ leadership: Leadership) async {
    state.withLock { $0.isGoingOn = true }
    if let body { await body(leadership) } else { await cancellation() }
    await beforeEnd()
    state.withLock { $0.isGoingOn = false }
  }

  private func cancellation() async {
    let (stream, continuation) = AsyncStream.makeStream(of: Never.self)
    await withTaskCancellationHandler {
      for await _ in stream {}
    } onCancel: {
      continuation.finish()
    }
  }
}
