// SPDX-License-Identifier: Apache-2.0
internal import KubeModel
package import TLS

/// A change to what replicas share.
package enum CertificateChange: Sendable, Equatable {
  /// A new leaf by the same authority.
  case renewLeaf([SubjectName])
  /// A new authority, to be trusted before it signs anything.
  case addNextAuthority
  /// It signs from now on, and the old one is trusted for a while longer.
  case promoteNextAuthority([SubjectName])
  /// Nothing that is served depends on it any more.
  case dropPreviousAuthority
  /// This replica serves the leaf.
  case record(identity: String, forgetting: Set<String>)
  /// This replica serves no more.
  case forget(identity: String)
}

extension CertificateState {
  /// The very first.
  static func founded(
    names: [SubjectName], _ lifetimes: CertificateLifetimes, at now: Instant
  ) throws(TLSError) -> CertificateState {
    let authority = try Authority.make(at: now, for: lifetimes.authority)
    return CertificateState(
      authority: authority,
      leaf: try authority.leaf(for: names, at: now, lifetime: lifetimes.leaf, intermediates: []))
  }

  func applying(
    _ change: CertificateChange, _ lifetimes: CertificateLifetimes, at now: Instant
  ) throws(TLSError) -> CertificateState {
    var state = self
    switch change {
    case .renewLeaf(let names):
      // While the old authority is still in bundles, there may be a server that has seen none but it.
      let intermediates = previous == nil ? [] : Array(leaf.chain.dropFirst())
      state.leaf = try authority.leaf(
        for: names, at: now, lifetime: lifetimes.leaf, intermediates: intermediates)
      if request == .leaf { state.request = nil }
    case .addNextAuthority:
      state.next = try Authority.make(at: now, for: lifetimes.authority)
      if request == .authority { state.request = nil }
    case .promoteNextAuthority(let names):
      guard let next else { preconditionFailure("no authority to promote") }
      let intermediate = try authority.certificate(for: next)
      state.previous = authority.certificate
      state.authority = next
      state.next = nil
      state.leaf = try next.leaf(for: names, at: now, lifetime: lifetimes.leaf, intermediates: [intermediate])
    case .dropPreviousAuthority:
      state.previous = nil
    case .record(let identity, let silent):
      state.record(identity, forgetting: silent, at: now)
    case .forget(let identity):
      state.replicas[identity] = nil
    }
    return state
  }

  private mutating func record(_ identity: String, forgetting silent: Set<String>, at now: Instant) {
    replicas = replicas.filter { !silent.contains($0.key) }
    replicas[identity] = nil
    while replicas.count >= ReplicaRecord.most,
      let oldest = replicas.min(by: { ($0.value.seen, $0.key) < ($1.value.seen, $1.key) })
    {
      replicas[oldest.key] = nil
    }
    replicas[identity] = ReplicaRecord(
      leaf: leaf.fingerprint, authority: authority.certificate.fingerprint, seen: now.kubernetesTime)
  }
}
