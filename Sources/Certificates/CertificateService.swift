// SPDX-License-Identifier: Apache-2.0
internal import Admission
package import KubeModel
package import Logging
internal import ServiceLifecycle
private import Synchronization
package import TLS

/// Keeps this replica supplied with a certificate that the API server accepts: performs what `CertificateKeeper` decides.
package final class CertificateService: Service {
  package typealias Cluster = ObjectReading & ObjectWriting & ObjectTrying

  private struct State {
    var keeper: CertificateKeeper
    var rotations = 0
    var errors = 0
  }

  /// What fails for long is told so often.
  private static let reminder = Duration.seconds(60)

  private let settings: CertificateSettings
  private let cluster: any Cluster
  private let use: @Sendable (ServingLeaf) throws(TLSError) -> Void
  private let now: @Sendable () -> Instant
  private let elapsed: @Sendable () -> Duration
  private let sleep: @Sendable (Duration) async -> Void
  private let logger: Logger
  private let state: Mutex<State>

  /// - Parameters:
  ///   - identity: unlike that of every other replica, also of one that this one replaces.
  ///   - cluster: each of its requests ends within some seconds.
  ///   - use: puts a leaf into use for new connections.
  ///   - now: by the API server's clock, as far as that is known.
  /// - Throws: if namespace or name of the Service is no DNS label.
  package init(
    _ settings: CertificateSettings, identity: String, of cluster: any Cluster,
    use: @escaping @Sendable (ServingLeaf) throws(TLSError) -> Void, now: @escaping @Sendable () -> Instant,
    clock: some Clock<Duration> = ContinuousClock(), logger: Logger
  ) throws(TLSError) {
    self.settings = settings
    self.cluster = cluster
    self.use = use
    self.now = now
    let start = clock.now
    elapsed = { start.duration(to: clock.now) }
    sleep = { try? await clock.sleep(for: $0) }
    var logger = logger
    logger[metadataKey: "secret"] = "\(settings.secret)"
    self.logger = logger
    let timing = CertificateTiming(for: settings.lifetimes)
    state = Mutex(State(keeper: try CertificateKeeper(settings, timing: timing, identity: identity)))
  }

  /// Readable at any time, from anywhere.
  package var report: CertificateReport {
    let (elapsed, now) = (elapsed(), now())
    return state.withLock { state in
      var report = CertificateReport()
      report.obstacle = state.keeper.obstacle(at: elapsed, now)
      report.notAfter = state.keeper.serving?.validity.notAfter
      report.authorityNotAfter = state.keeper.state?.authority.certificate.validity.notAfter
      report.rotations = state.rotations
      report.errors = state.errors
      return report
    }
  }

  package func run() async {
    await cancelWhenGracefulShutdown { await self.keep() }
    await leave()
  }

  private func keep() async {
    var told = CertificateLog(logger, reminder: Self.reminder)
    while !Task.isCancelled {
      do {
        try await step(&told)
      } catch {
        failed(error, &told)
      }
    }
  }

  private func step(_ told: inout CertificateLog) async throws(TLSError) {
    let (elapsed, now) = (elapsed(), now())
    let (action, decision) = try state.withLock { state throws(TLSError) in
      (try state.keeper.next(at: elapsed, now), state.keeper.decision)
    }
    switch action {
    case .ask(let request):
      if case .read = request {} else { told.decided(decision, at: elapsed) }
      let answer = await answer(request)
      let answered = self.elapsed()
      state.withLock { $0.keeper.answered(answer, at: answered) }
      if case .failure(let error) = answer, !told.isExpected(error, of: request) { failed(error, &told) }
    case .serve(let leaf): try serve(leaf, &told)
    case .rest(let pause):
      told.decided(decision, at: elapsed)
      await sleep(pause)
    }
  }

  private func serve(_ leaf: ServingLeaf, _ told: inout CertificateLog) throws(TLSError) {
    do throws(TLSError) {
      try use(leaf)
    } catch {
      state.withLock { $0.keeper.notServed() }
      throw error
    }
    told.serves(leaf)
    state.withLock { state in
      if state.keeper.serving != nil { state.rotations += 1 }
      state.keeper.served(leaf)
    }
  }

  private func failed(_ error: any Error, _ told: inout CertificateLog) {
    state.withLock { $0.errors += 1 }
    told.failed(error, at: elapsed())
  }
}

// MARK: Requests

extension CertificateService {
  private func answer(_ request: CertificateKeeper.Request) async -> Result<KubeObject, KubeError> {
    do throws(KubeError) {
      return .success(try await perform(request))
    } catch {
      return .failure(error)
    }
  }

  private func perform(_ request: CertificateKeeper.Request) async throws(KubeError) -> KubeObject {
    switch request {
    case .read(let resource, let key): try await cluster.get(resource, key)
    case .create(let secret):
      try await cluster.create(CertificateSecret.resource, in: settings.secret.namespace, secret)
    case .replace(let secret): try await cluster.replace(CertificateSecret.resource, settings.secret, secret)
    case .publish(let kind, let patch):
      try await cluster.patch(
        kind.resource, ObjectKey(namespace: "", name: settings.configurations), patch, subresource: nil)
    case .check(let check):
      try await cluster.tryCreation(DeliveryCheck.resource, in: DeliveryCheck.namespace, check.object)
    }
  }

  /// This replica is sent no more reviews: others need not wait for it. If this fails, they wait until its record is old.
  private func leave() async {
    let identity = state.withLock { $0.keeper.identity }
    guard let secret = try? await cluster.get(CertificateSecret.resource, settings.secret),
      case .state(let known) = CertificateSecret.content(of: secret), known.replicas[identity] != nil,
      let state = try? known.applying(.forget(identity: identity), settings.lifetimes, at: now())
    else { return }
    _ = try? await cluster.replace(
      CertificateSecret.resource, settings.secret, CertificateSecret.object(secret, holding: state))
  }
}
