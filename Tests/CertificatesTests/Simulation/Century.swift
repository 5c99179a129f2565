// SPDX-License-Identifier: Apache-2.0
import Admission
import Certificates
import KubeModel
import TestSupport

@testable import KubeClient

/// A hundred years of replicas that come and go, requests that get lost, clocks that jump, and API servers that learn late
/// of what was published. One seed is one history.
///
/// The promise: whatever a replica serves that wants reviews is accepted by what each API server judges it by, then and
/// there.
struct Century {
  static let day = Duration.seconds(86_400)
  private static let length = day * 36_500
  private static let begin = Instant(seconds: 1_767_225_600)
  static let timing = CertificateTiming(interval: day * 20, settling: day * 30, replicaExpiry: day * 120)

  let seed: UInt64
  private let isTraced: Bool
  var generator: SplitMix64
  private let clock = ManualClock()
  private(set) var elapsed = Duration.zero
  var store = SimulatedStore()
  var servers = [SimulatedAPIServer(), SimulatedAPIServer()]
  var replicas: [Int: SimulatedReplica] = [:]
  private var acceptance = Acceptance()
  private var nextDisturbance = Duration.zero
  private var started = 0
  /// Whether answers say what time it is. Where they do not, the replica's own clock counts.
  let tellsTime: Bool
  /// How many of a hundred requests go wrong.
  private let faults: Int

  /// What has happened, so that a history in which nothing does fails.
  private(set) var authorities: Set<String> = []
  private(set) var leaves: Set<String> = []
  private(set) var judged = 0

  init(seed: UInt64, isTraced: Bool) {
    self.seed = seed
    self.isTraced = isTraced
    generator = SplitMix64(seed: seed)
    tellsTime = Int.random(in: 0..<4, using: &generator) > 0
    faults = Int.random(in: 0..<25, using: &generator)
  }

  /// - Returns: how the promise was broken; nil if it was kept.
  mutating func run() throws -> String? {
    while elapsed < Self.length {
      let next = replicas.min { ($0.value.wake, $0.key) < ($1.value.wake, $1.key) }
      let look = servers.compactMap { $0.due.values.min() }.min() ?? Self.length
      advance(to: min(next?.value.wake ?? Self.length, look, nextDisturbance))
      for index in servers.indices { servers[index].look(at: store, elapsed) }
      var isReading = false
      if let next, next.value.wake <= elapsed { isReading = step(next.key) }
      if nextDisturbance <= elapsed {
        disturb()
        // Often one comes while what the last one began still goes on.
        let pause = Bool.random(using: &generator) ? 0.0...5 : 5...60
        nextDisturbance = elapsed + Self.day * Double.random(in: pause, using: &generator)
      }
      if !isReading, let violation = try violation() { return violation }
    }
    return nil
  }

  private mutating func advance(to moment: Duration) {
    clock.advance(by: moment - elapsed)
    elapsed = moment
  }

  // MARK: Replicas

  mutating func startReplica() {
    started += 1
    guard
      let keeper = try? CertificateKeeper(
        SimulatedStore.settings, timing: Self.timing, identity: "replica-\(started)",
        generator: SplitMix64(seed: generator.next()))
    else { return }
    replicas[started] = SimulatedReplica(keeper, wake: elapsed, clock: clock)
    trace("replica-\(started) starts")
  }

  /// - Returns: whether it only reads, which changes nothing for anybody.
  private mutating func step(_ id: Int) -> Bool {
    guard var replica = replicas[id] else { return false }
    defer { replicas[id] = replica }
    switch replica.phase {
    case .ready: return ask(&replica)
    case .sent(let request):
      replica.phase = .answered(answer(request, cutOff: replica.isCutOffUntil > elapsed))
      replica.wake = elapsed + Self.day * Double.random(in: 0...0.25, using: &generator)
      if case .read = request { return true }
    case .answered(let answer):
      if case .success = answer, tellsTime, let server = servers.randomElement(using: &generator) {
        replica.serverTime.heard(date(server))
      }
      replica.keeper.answered(answer, at: elapsed)
      replica.phase = .ready
    }
    return false
  }

  private mutating func ask(_ replica: inout SimulatedReplica) -> Bool {
    // What kept a certificate from being made is tried again.
    guard let action = try? replica.keeper.next(at: elapsed, now(replica)) else { return false }
    switch action {
    case .ask(let request):
      replica.phase = .sent(request)
      replica.wake = elapsed + Self.day * Double.random(in: 0...0.25, using: &generator)
      if case .read = request { return true }
      trace("\(replica.keeper.identity): \(replica.keeper.decision.map { "\($0.step), \($0.reason)" } ?? "")")
    case .serve(let leaf):
      trace("\(replica.keeper.identity) serves \(leaf.fingerprint.prefix(6))")
      replica.keeper.served(leaf)
      leaves.insert(leaf.fingerprint)
      if let state = replica.keeper.state { authorities.insert(state.authority.certificate.fingerprint) }
    case .rest(let pause): replica.wake = elapsed + pause
    }
    return false
  }

  private func now(_ replica: SimulatedReplica) -> Instant {
    replica.serverTime.now ?? Self.begin + elapsed + replica.skew
  }

  // MARK: Answers

  private mutating func answer(
    _ request: CertificateKeeper.Request, cutOff: Bool
  ) -> Result<KubeObject, KubeError> {
    guard !cutOff else { return .failure(Self.failure) }
    guard Int.random(in: 0..<100, using: &generator) < faults else { return done(request) }
    // Of what gets lost, half is the answer.
    if Bool.random(using: &generator) { _ = done(request) }
    return .failure(Self.failure)
  }

  private mutating func done(_ request: CertificateKeeper.Request) -> Result<KubeObject, KubeError> {
    if case .check(let check) = request { return answer(check) }
    let answer = store.answer(request)
    guard case .publish(let kind, _) = request, case .success = answer else { return answer }
    for index in servers.indices {
      let lag = Self.day * Double.random(in: 0...20, using: &generator)
      servers[index].published(kind, seenAt: elapsed + lag)
    }
    return answer
  }

  /// One of the API servers asks one of the replicas that want reviews.
  private mutating func answer(_ check: DeliveryCheck) -> Result<KubeObject, KubeError> {
    guard let server = servers.randomElement(using: &generator),
      replicas.values.contains(where: { $0.keeper.obstacle(at: elapsed, now($0)) == nil }),
      WebhookConfiguration.Kind.allCases.allSatisfy({ !server.bundle($0, of: store).text.isEmpty }),
      let reply = try? DeliveryCheck.reply(to: check.object)
    else { return .success(KubeObject(check.object)) }
    return .failure(reply)
  }

  private static let failure = KubeError(verb: "", path: "", cause: .unanswered("the connection broke"))

  // MARK: The promise

  private mutating func violation() throws -> String? {
    for replica in replicas.values {
      guard let leaf = replica.keeper.serving, replica.keeper.obstacle(at: elapsed, now(replica)) == nil else {
        continue
      }
      for (index, server) in servers.enumerated() {
        for kind in WebhookConfiguration.Kind.allCases {
          let bundle = server.bundle(kind, of: store)
          guard !bundle.text.isEmpty else { continue }
          judged += 1
          let seconds = (Self.begin + elapsed + server.skew).seconds
          guard let refusal = try acceptance.refusal(of: leaf, by: bundle, kind, at: seconds) else { continue }
          return "seed \(seed), \(time): API server \(index) refuses what \(replica.keeper.identity) serves: \(refusal)"
        }
      }
    }
    return nil
  }

  private func date(_ server: SimulatedAPIServer) -> String { (Self.begin + elapsed + server.skew).httpDate }

  private var time: String { "day \(elapsed / Self.day)" }

  func trace(_ line: String) {
    if isTraced { print("\(time): \(line)") }
  }
}
