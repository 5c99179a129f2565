// SPDX-License-Identifier: Apache-2.0
package import KubeModel
package import Logging
internal import ServiceLifecycle
private import Synchronization

/// Sees to it that of all processes with the same lease one at a time leads: performs what `LeaseState` decides.
///
/// It takes the lease when nobody renews it, and renews it while it leads. Safety rests on clocks that go equally fast,
/// not on clocks that agree; and on nobody deleting the lease while somebody leads and somebody else has only just
/// come.
package actor LeaderElector: Service {
  /// What a lease is to the API server.
  package static let resource = LeaseRecord.resource

  private enum Attempt: Sendable {
    /// By what was sent at this time.
    case leads(since: Duration)
    case waits(holder: String, rest: Duration)
    case failed(KubeError)
  }

  private struct Record {
    var report = LeaderReport()
    var leadership: Leadership?
    var isTrying = false
  }

  private let key: ObjectKey
  private let identity: String
  private let server: any ObjectReading & ObjectWriting
  private let timing: LeaseTiming
  private let wall: WallTime
  private let clock: any Clock<Duration>
  private let stopwatch: Stopwatch
  private let lead: @Sendable (Leadership) async -> Void
  private let logger: Logger
  private let record = Mutex(Record())

  private var state: LeaseState
  /// Something was sent that may have made the lease ours, and it has not been let go since.
  private var mayHold = false
  private var generator: any RandomNumberGenerator & Sendable
  private var failures = LogThrottle()

  /// - Parameters:
  ///   - lease: is created if it does not exist.
  ///   - identity: not empty, and unlike that of every other process, also of one that this one replaces.
  ///   - lead: is run while we lead, and cancelled when we lead no longer. Nobody else is let in while the lease can be
  ///     renewed and this has not returned; it must return soon. If it returns by itself, the lease is let go.
  package init(
    lease: ObjectKey, identity: String, of server: any ObjectReading & ObjectWriting,
    timing: LeaseTiming = LeaseTiming(), wall: WallTime, clock: any Clock<Duration> = ContinuousClock(),
    generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(), logger: Logger,
    lead: @escaping @Sendable (Leadership) async -> Void
  ) {
    key = lease
    self.identity = identity
    self.server = server
    self.timing = timing
    self.wall = wall
    self.clock = clock
    self.generator = generator
    self.lead = lead
    stopwatch = Stopwatch(clock)
    state = LeaseState(lease, identity: identity, timing: timing)
    var logger = logger
    logger[metadataKey: "lease"] = "\(lease)"
    self.logger = logger
  }

  /// How it goes. Readable at any time, from anywhere.
  package nonisolated var report: LeaderReport {
    record.withLock { record in
      var report = record.report
      report.isLeading = record.leadership?.holds ?? false
      return report
    }
  }

  /// Whether a request is under way.
  nonisolated var isTrying: Bool { record.withLock { $0.isTrying } }

  package func run() async {
    await cancelWhenGracefulShutdown { await self.compete() }
  }

  private func compete() async {
    while !Task.isCancelled {
      var pause = timing.pause(using: &generator)
      switch await attempt(within: timing.attempt) {
      case .leads(let start): await reign(since: start)
      case .waits(_, let rest): pause = min(pause, rest)
      case .failed: break
      }
      _ = try? await clock.sleep(for: pause)
    }
    await release()
  }
}

// MARK: Leading

extension LeaderElector {
  /// Returns when we lead no longer, and nothing is done in our name any more.
  private func reign(since start: Duration) async {
    let leadership = Leadership(since: start, timing: timing, stopwatch: stopwatch)
    record.withLock { record in
      record.leadership = leadership
      record.report.terms += 1
    }
    logger.info("leading")
    // Not in here, where what it does would keep a renewal waiting.
    let leading = Task { @concurrent [lead] in await lead(leadership) }
    // Renews for as long as it takes to end, which a cancelled elector has to wait for as well.
    let renewing = Task {
      await renew(leadership)
      leading.cancel()
    }
    await withTaskCancellationHandler {
      await leading.value
    } onCancel: {
      leading.cancel()
    }
    renewing.cancel()
    await renewing.value
    let isLost = !leadership.holds
    leadership.end()
    logger.log(level: isLost ? .warning : .info, isLost ? "leadership lost" : "leading no longer")
    if !isLost { await release() }
  }

  /// Returns when the lease is lost.
  private func renew(_ leadership: Leadership) async {
    while leadership.holds {
      _ = try? await clock.sleep(for: min(timing.retryPeriod, leadership.left))
      guard !Task.isCancelled, leadership.holds else { return }
      switch await attempt(within: min(timing.attempt, leadership.left)) {
      case .leads(let start): leadership.renewed(at: start)
      case .waits: leadership.end()
      case .failed: break
      }
    }
  }
}

// MARK: Requests

extension LeaderElector {
  private func attempt(within time: Duration) async -> Attempt {
    record.withLock { $0.isTrying = true }
    defer { record.withLock { $0.isTrying = false } }
    do throws(KubeError) {
      let attempt = try await TimeLimit(time, by: clock).answer { () async throws(KubeError) in try await self.claim() }
      note(attempt)
      return attempt
    } catch {
      failed(error, "taking the lease failed")
      return .failed(error)
    }
  }

  private func claim() async throws(KubeError) -> Attempt {
    let lease = try await lease()
    let start = stopwatch.elapsed
    let claim = state.found(lease, at: start, wall.now)
    if case .wait(let holder, let rest) = claim {
      mayHold = false
      return .waits(holder: holder, rest: rest)
    }
    mayHold = true
    try await perform(claim)
    return .leads(since: start)
  }

  /// Lets the lease go, so that whoever waits for it need not wait until it has run out. It is done although we are
  /// cancelled, and not if the server does not answer soon.
  private func release() async {
    guard mayHold else { return }
    mayHold = false
    record.withLock { $0.isTrying = true }
    defer { record.withLock { $0.isTrying = false } }
    let releasing = Task { () async -> KubeError? in
      do throws(KubeError) {
        try await TimeLimit(timing.attempt, by: clock).answer { () async throws(KubeError) in try await self.letGo() }
        return nil
      } catch {
        return error
      }
    }
    if let error = await releasing.value { failed(error, "letting the lease go failed") }
  }

  private func letGo() async throws(KubeError) {
    do {
      try await letGoOnce()
    } catch  where error.isConflict {
      // A renewal that was under way has come to it first.
      try await letGoOnce()
    }
  }

  private func letGoOnce() async throws(KubeError) {
    guard let lease = try await lease(), let claim = state.released(lease, at: wall.now) else { return }
    try await perform(claim)
    record.withLock { $0.report.holder = "" }
  }

  private func lease() async throws(KubeError) -> KubeObject? {
    do {
      return try await server.get(LeaseRecord.resource, key)
    } catch  where error.isNotFound {
      return nil
    }
  }

  private func perform(_ claim: LeaseState.Claim) async throws(KubeError) {
    switch claim {
    case .create(let lease): _ = try await server.create(LeaseRecord.resource, in: key.namespace, lease)
    case .replace(let lease): _ = try await server.replace(LeaseRecord.resource, key, lease)
    case .wait: break
    case .unusable(let reason):
      throw KubeError(verb: "get", path: "\(LeaseRecord.resource) \(key)", cause: .malformed(reason))
    }
  }
}

// MARK: What is told

extension LeaderElector {
  private func note(_ attempt: Attempt) {
    let holder =
      switch attempt {
      case .leads: identity
      case .waits(let holder, _): holder
      case .failed: ""
      }
    let isNew = record.withLock { record in
      defer { record.report.holder = holder }
      return record.report.holder != holder
    }
    guard isNew, holder != identity else { return }
    logger.info("somebody else leads", metadata: ["holder": "\(PlainText.line(holder, longest: 300))"])
  }

  private func failed(_ error: KubeError, _ what: Logger.Message) {
    // Of two who wait for the same lease one comes first.
    guard !error.isConflict, error.cause != .cancelled else { return }
    record.withLock { $0.report.errors += 1 }
    guard let unreported = failures.admit(at: stopwatch.elapsed) else { return }
    logger.warning(
      what,
      metadata: ["error": "\(PlainText.line(error.description, longest: 300))", "unreported": "\(unreported)"])
  }
}
