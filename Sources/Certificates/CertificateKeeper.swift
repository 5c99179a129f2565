// SPDX-License-Identifier: Apache-2.0
package import Admission
package import KubeModel
package import TLS

/// What a replica does about certificates, one request after the other, without doing it: looks at both webhook
/// configurations and then at the Secret, decides, performs one step, and looks again.
package struct CertificateKeeper: Sendable {
  package enum Request: Sendable {
    case read(KubeResource, ObjectKey)
    case create(JSONValue)
    /// Only if the Secret is still of the version that was read.
    case replace(JSONValue)
    case publish(WebhookConfiguration.Kind, ObjectPatch)
    case check(DeliveryCheck)
  }

  package enum Action: Sendable {
    case ask(Request)
    /// And say so with `served`.
    case serve(ServingLeaf)
    /// Until then there is nothing to do.
    case rest(Duration)
  }

  private enum Stage {
    case readConfiguration(Int)
    case readSecret
    case decide
    case perform(RenewalDecision.Step, sent: Duration)
    case rest(Duration)
  }

  package let identity: String
  private let settings: CertificateSettings
  private let names: [SubjectName]
  private let timing: CertificateTiming
  private var generator: any RandomNumberGenerator & Sendable

  private var stage = Stage.readConfiguration(0)
  private var pace: KeeperPace
  private var readings: CertificateReadings
  private var check: DeliveryCheck?
  private var proven: [String] = []
  private var isPublishingLater = false
  /// When the write was sent that recorded what this replica serves.
  private var recorded: Duration?

  /// Nil before the first.
  package private(set) var serving: ServingLeaf?
  /// What was decided last.
  package private(set) var decision: RenewalDecision?
  /// What was published has accepted the leaf that is served. What is lost later is put back, and holds nobody up.
  private var isAccepted = false

  /// - Parameters:
  ///   - identity: unlike that of every other replica, also of one that this one replaces.
  ///   - generator: for pauses and for the names of checks.
  /// - Throws: if namespace or name of the Service is no DNS label.
  package init(
    _ settings: CertificateSettings, timing: CertificateTiming, identity: String,
    generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
  ) throws(TLSError) {
    self.settings = settings
    names = try settings.names()
    self.timing = timing
    self.identity = identity
    self.generator = generator
    pace = KeeperPace(interval: timing.interval)
    readings = CertificateReadings(service: settings.service)
  }

  /// What replicas share, as it was known last.
  package var state: CertificateState? { readings.state }

  /// Why this replica should be sent no reviews; nil if it should.
  /// - Parameters:
  ///   - elapsed: by a clock that never jumps, as everywhere here.
  ///   - now: by the API server's clock, as everywhere here.
  package func obstacle(at elapsed: Duration, _ now: Instant) -> String? {
    guard let serving else { return "there is no certificate yet" }
    guard isAccepted else { return "the API server does not know the certificate's authority yet" }
    guard serving.validity.contains(now.seconds) else {
      return "the certificate is valid until \(Instant(seconds: serving.validity.notAfter))"
    }
    // Others go on without us then, and the authority of our leaf may go as well.
    guard let recorded, elapsed < recorded + timing.entitlement else {
      return "it could not be recorded that this certificate is in use"
    }
    return nil
  }
}

// MARK: Asking and being answered

extension CertificateKeeper {
  /// What to do next.
  /// - Parameter now: by the API server's clock.
  /// - Throws: what kept a certificate from being made; the next call goes on.
  package mutating func next(at elapsed: Duration, _ now: Instant) throws(TLSError) -> Action {
    switch stage {
    case .readConfiguration(let index):
      let kind = WebhookConfiguration.Kind.allCases[index]
      return .ask(.read(kind.resource, ObjectKey(namespace: "", name: settings.configurations)))
    case .readSecret: return .ask(.read(CertificateSecret.resource, settings.secret))
    case .decide:
      do throws(TLSError) {
        return try decide(at: elapsed, now)
      } catch {
        failed()
        throw error
      }
    case .perform: preconditionFailure("a step before the answer to the last one")
    case .rest(let pause):
      beginRound()
      return .rest(pause)
    }
  }

  /// What a request came to.
  package mutating func answered(_ answer: Result<KubeObject, KubeError>, at elapsed: Duration) {
    switch stage {
    case .readConfiguration, .readSecret: read(answer, at: elapsed)
    case .perform(let step, let sent): performed(step, answer, sent: sent)
    case .decide, .rest: preconditionFailure("an answer that nobody waits for")
    }
  }

  /// The leaf is in use, for new connections.
  package mutating func served(_ leaf: ServingLeaf) {
    serving = leaf
    stepDone()
  }

  /// The leaf cannot be used. It is tried again, since somebody may mend the Secret.
  package mutating func notServed() { failed() }

  private mutating func read(_ answer: Result<KubeObject, KubeError>, at elapsed: Duration) {
    let object = try? answer.get()
    if case .failure(let error) = answer, !error.isNotFound { return failed() }
    if case .readConfiguration(let index) = stage {
      let kinds = WebhookConfiguration.Kind.allCases
      if let object { readings.read(object, kinds[index]) }
      stage = index + 1 < kinds.count ? .readConfiguration(index + 1) : .readSecret
    } else {
      readings.read(secret: object, at: elapsed)
      if readings.state?.replicas[identity] == nil { recorded = nil }
      stage = .decide
    }
  }

  private mutating func performed(
    _ step: RenewalDecision.Step, _ answer: Result<KubeObject, KubeError>, sent: Duration
  ) {
    if step == .check { return checked(answer) }
    if case .publish = step { isPublishingLater = true }
    guard case .success = answer else { return failed() }
    isPublishingLater = false
    if case .change(.record) = step { recorded = sent }
    stepDone()
  }

  private mutating func checked(_ answer: Result<KubeObject, KubeError>) {
    guard let check, check.arrivals(answer).isSuperset(of: readings.expectedArrivals) else { return failed() }
    proven = state?.bundle.map(\.fingerprint) ?? []
    stepDone()
  }

  private mutating func beginRound() {
    readings.beginRound()
    stage = .readConfiguration(0)
  }

  private mutating func stepDone() {
    guard let pause = pace.stepDone(using: &generator) else { return beginRound() }
    stage = .rest(pause)
  }

  private mutating func failed() {
    stage = .rest(pace.failed(using: &generator))
  }
}

// MARK: Deciding

extension CertificateKeeper {
  private mutating func decide(at elapsed: Duration, _ now: Instant) throws(TLSError) -> Action {
    let decision = RenewalDecision(view(at: elapsed, now), names: names, lifetimes: settings.lifetimes)
    self.decision = decision
    isPublishingLater = false
    if !isAccepted { isAccepted = readings.accept(serving, at: now) }
    guard let action = try action(for: decision.step, now) else {
      stage = .rest(pace.idle(using: &generator))
      return try next(at: elapsed, now)
    }
    if case .ask = action { stage = .perform(decision.step, sent: elapsed) }
    return action
  }

  private func view(at elapsed: Duration, _ now: Instant) -> CertificateView {
    var view = CertificateView(
      configurations: readings.configurations, secret: readings.content, identity: identity, now: now)
    view.isRemembered = state != nil && serving != nil
    view.isGone = readings.isMissing(for: timing.patience, at: elapsed)
    view.isPublishingLater = isPublishingLater
    view.serving = serving?.fingerprint
    view.isRecordDue = recorded.map { elapsed >= $0 + timing.heartbeat } ?? true
    view.silent = readings.silentReplicas(for: timing.replicaExpiry, at: elapsed).subtracting([identity])
    view.proven = proven
    view.isSettled = readings.hasSigned(for: timing.settling, at: elapsed)
    return view
  }

  private mutating func action(for step: RenewalDecision.Step, _ now: Instant) throws(TLSError) -> Action? {
    switch step {
    case .nothing, .stuck: return nil
    case .found: return write(try .founded(names: names, settings.lifetimes, at: now))
    case .restore: return state.map(write)
    case .change(let change):
      return try state.map { state throws(TLSError) in write(try state.applying(change, settings.lifetimes, at: now)) }
    case .serve: return state.map { .serve($0.leaf) }
    case .publish(let kind):
      guard let state, let configuration = readings.configurations.first(where: { $0.kind == kind }) else { return nil }
      return .ask(.publish(kind, configuration.patch(to: state.bundlePEM)))
    case .check:
      let check = DeliveryCheck(using: &generator)
      self.check = check
      return .ask(.check(check))
    }
  }

  private func write(_ state: CertificateState) -> Action {
    guard let secret = readings.secret else { return .ask(.create(CertificateSecret.object(settings.secret, state))) }
    return .ask(.replace(CertificateSecret.object(secret, holding: state)))
  }
}
