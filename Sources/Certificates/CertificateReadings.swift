// SPDX-License-Identifier: Apache-2.0
internal import Admission
internal import KubeModel
internal import TLS

/// What a replica has read of the cluster: both webhook configurations first, the Secret after them.
struct CertificateReadings: Sendable {
  private let service: ObjectKey
  /// Of this round; only those that exist.
  private(set) var configurations: [WebhookConfiguration] = []
  /// As it was read last, if it exists.
  private(set) var secret: KubeObject?
  private(set) var content: CertificateSecret.Content?
  /// What replicas share, as it was known last, also if the Secret has gone since.
  private(set) var state: CertificateState?
  /// Since when it has been found without content.
  private var missingSince: Duration?
  /// The authority that signs, and since when it has been seen to.
  private var signing: (fingerprint: String, since: Duration)?
  private var sightings = ReplicaSightings()

  init(service: ObjectKey) {
    self.service = service
  }

  mutating func beginRound() {
    configurations = []
  }

  mutating func read(_ object: KubeObject, _ kind: WebhookConfiguration.Kind) {
    configurations.append(WebhookConfiguration(object, kind, service: service))
  }

  /// - Parameter object: nil if there is none.
  mutating func read(secret object: KubeObject?, at elapsed: Duration) {
    let known = secret.flatMap { secret in content.map { (secret, $0) } }
    content = object.map { CertificateSecret.content(of: $0, knowing: known) }
    secret = object
    switch content {
    case nil, .empty: missingSince = missingSince ?? elapsed
    case .unusable: missingSince = nil
    case .state(let state):
      missingSince = nil
      self.state = state
      if signing?.fingerprint != state.authority.certificate.fingerprint {
        signing = (state.authority.certificate.fingerprint, elapsed)
      }
      sightings.note(state.replicas, at: elapsed)
    }
  }

  func silentReplicas(for expiry: Duration, at elapsed: Duration) -> Set<String> {
    sightings.silent(for: expiry, at: elapsed)
  }

  func hasSigned(for time: Duration, at elapsed: Duration) -> Bool {
    signing.map { elapsed - $0.since >= time } ?? false
  }

  func isMissing(for time: Duration, at elapsed: Duration) -> Bool {
    missingSince.map { elapsed - $0 >= time } ?? false
  }

  /// Whether each of our webhooks is judged by something that accepts the leaf; no, if there are none.
  func accept(_ leaf: ServingLeaf?, at now: Instant) -> Bool {
    let ours = configurations.filter(\.isOurs)
    guard let leaf, !ours.isEmpty else { return false }
    return ours.flatMap(\.published).allSatisfy { bundle in
      guard let authorities = try? Certificate.chain(pem: bundle), let store = try? TrustStore(authorities) else {
        return false
      }
      return (try? store.refusal(of: leaf.chain.map(\.certificate), at: now.seconds)) == .some(nil)
    }
  }

  /// By which webhooks a check has to come.
  var expectedArrivals: DeliveryCheck.Arrivals {
    var expected: DeliveryCheck.Arrivals = []
    for configuration in configurations where configuration.isOurs {
      expected.insert(configuration.kind == .mutating ? .mutating : .validating)
    }
    return expected
  }
}
