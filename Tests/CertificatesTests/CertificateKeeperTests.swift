// SPDX-License-Identifier: Apache-2.0
import Admission
import KubeModel
import TLS
import TestSupport
import Testing

@testable import Certificates

@Suite("What a replica does about certificates, request by request")
struct CertificateKeeperTests {
  /// A keeper, the cluster it works in, and what it has asked for.
  fileprivate struct Run {
    var keeper: CertificateKeeper
    var store = SimulatedStore()
    var elapsed = Duration.zero
    var now = Instant(seconds: 1_800_000_000)
    fileprivate(set) var deeds: [String] = []

    init(identity: String = "me") throws {
      keeper = try CertificateKeeper(
        SimulatedStore.settings, timing: CertificateTiming(for: SimulatedStore.settings.lifetimes), identity: identity,
        generator: SplitMix64(seed: 1))
    }

    /// Until it rests.
    /// - Parameter failing: says which requests fail, by what was decided.
    /// - Returns: for how long.
    @discardableResult
    mutating func work(failing: (String) -> Bool = { _ in false }) throws -> Duration {
      deeds = []
      for _ in 0..<200 {
        switch try keeper.next(at: elapsed, now) {
        case .ask(let request): answer(request, failing)
        case .serve(let leaf):
          deeds.append("serve")
          keeper.served(leaf)
        case .rest(let pause): return pause
        }
      }
      Issue.record("it never rests: \(deeds)")
      return .zero
    }

    private mutating func answer(_ request: CertificateKeeper.Request, _ failing: (String) -> Bool) {
      var deed = "read"
      if case .read = request {
      } else {
        deed = "\(keeper.decision.map { "\($0.step)" } ?? "")".prefix { $0 != "(" }.description
        if case .change(let change) = keeper.decision?.step { deed = "\(change)".prefix { $0 != "(" }.description }
        deeds.append(deed)
      }
      guard !failing(deed) else {
        let cause = KubeError.Cause.refused(Status(.forbidden, message: "no"), retryAfter: nil)
        return keeper.answered(.failure(KubeError(verb: "", path: "", cause: cause)), at: elapsed)
      }
      if case .check(let check) = request, let reply = try? DeliveryCheck.reply(to: check.object) {
        return keeper.answered(.failure(reply), at: elapsed)
      }
      keeper.answered(store.answer(request), at: elapsed)
    }

    var obstacle: String? { keeper.obstacle(at: elapsed, now) }

    mutating func pass(_ time: Duration) {
      elapsed += time
      now = now + time
    }
  }

  @Test("the first replica makes certificates, publishes them, serves, and says so; then it is ready")
  func first() throws {
    var run = try Run()
    #expect(run.obstacle == "there is no certificate yet")
    let pause = try run.work()
    #expect(run.deeds == ["found", "publish", "publish", "serve", "record"])
    #expect(run.obstacle == nil)
    #expect((.seconds(6) ... .seconds(10)).contains(pause))
    try run.work()
    #expect(run.deeds == [])
  }

  @Test("the second replica takes what is there")
  func second() throws {
    var first = try Run()
    try first.work()
    var second = try Run(identity: "other")
    second.store = first.store
    try second.work()
    #expect(second.deeds == ["serve", "record"])
    #expect(second.keeper.serving == first.keeper.serving)
    #expect(second.keeper.state?.replicas.keys.sorted() == ["me", "other"])
  }

  @Test("an authority is renewed on request: published, tried out, used, and after a while the old one goes")
  func rotation() throws {
    var run = try Run()
    try run.work()
    run.store.ask(for: .authority)
    try run.work()
    #expect(
      run.deeds == ["addNextAuthority", "publish", "publish", "check", "promoteNextAuthority", "serve", "record"])
    run.pass(.seconds(301))
    try run.work()
    #expect(run.deeds == ["dropPreviousAuthority", "publish", "publish"])
    #expect(run.obstacle == nil)
  }

  @Test("without the right to publish, a replica is never ready, and asks at growing intervals")
  func withoutRights() throws {
    var run = try Run()
    let pauses = try (0..<8).map { _ in try run.work { $0 == "publish" } }
    #expect(run.obstacle == "the API server does not know the certificate's authority yet")
    #expect(pauses.first ?? .zero <= .milliseconds(250))
    #expect(pauses.allSatisfy { $0 <= .seconds(10) })
  }

  @Test("what fails again and again is tried at least every two and a half seconds")
  func backoff() throws {
    var run = try Run()
    var pauses: [Duration] = []
    for _ in 0..<8 {
      run.keeper.answered(.failure(KubeError(verb: "", path: "", cause: .unanswered(""))), at: .zero)
      guard case .rest(let pause) = try run.keeper.next(at: .zero, run.now) else { continue }
      pauses.append(pause)
    }
    #expect(pauses.count == 8 && pauses[0] <= .milliseconds(250) && pauses[7] >= .milliseconds(1_500))
    #expect(pauses.allSatisfy { $0 <= .milliseconds(2_500) })
  }

  @Test("without an answer to a check the new authority is not used")
  func unproven() throws {
    var run = try Run()
    try run.work()
    run.store.ask(for: .authority)
    for _ in 0..<5 {
      try run.work { $0 == "check" }
      #expect(!run.deeds.contains("promoteNextAuthority"))
    }
    try run.work()
    #expect(run.deeds.contains("promoteNextAuthority"))
  }

  @Test("a replica that can record nothing is ready for forty minutes, and again when it could")
  func cutOff() throws {
    var run = try Run()
    try run.work()
    run.pass(.seconds(2_399))
    #expect(run.obstacle == nil)
    try run.work { $0 == "record" }
    run.pass(.seconds(2))
    #expect(run.obstacle == "it could not be recorded that this certificate is in use")
    try run.work()
    #expect(run.obstacle == nil)
  }

  @Test("a record is renewed each quarter of an hour")
  func heartbeat() throws {
    var run = try Run()
    try run.work()
    run.pass(.seconds(899))
    try run.work()
    #expect(run.deeds == [])
    run.pass(.seconds(2))
    try run.work()
    #expect(run.deeds == ["record"])
  }

  @Test("bundles that somebody keeps overwriting are put back, but not faster than one can look")
  func tugOfWar() throws {
    var run = try Run()
    try run.work()
    var count = 0
    for _ in 0..<30 {
      // A reading between two steps is enough to see what the other did.
      _ = run.store.answer(.publish(.validating, run.emptyBundle(.validating)))
      try run.work()
      count += run.deeds.count { $0 == "publish" }
    }
    #expect(count == 30)
  }

  @Test("what is deleted is put back by who serves it")
  func deleted() throws {
    var run = try Run()
    try run.work()
    let before = run.keeper.state
    run.store.deleteSecret()
    try run.work()
    #expect(run.deeds == ["restore"])
    #expect(run.keeper.state?.authority == before?.authority && run.keeper.state?.leaf == before?.leaf)
  }
}

extension CertificateKeeperTests.Run {
  fileprivate func emptyBundle(_ kind: WebhookConfiguration.Kind) -> ObjectPatch {
    let object = SimulatedStore.configuration(version: store.bundles[kind]?.count ?? 0)
    return WebhookConfiguration(object, kind, service: SimulatedStore.service).patch(to: [])
  }
}
