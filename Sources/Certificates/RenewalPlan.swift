// SPDX-License-Identifier: Apache-2.0
internal import KubeModel
internal import TLS

/// What follows from what replicas share. Each property is a step that is due, or nil; the order in which they are asked
/// is the decision's.
struct RenewalPlan {
  let state: CertificateState
  let view: CertificateView
  let names: [SubjectName]
  let lifetimes: CertificateLifetimes

  private var now: Int64 { view.now.seconds }

  /// Until then nothing is due, unless somebody changes something.
  var outlook: String {
    let leaf = state.leaf.validity.notAfter - lifetimes.leafReserve
    let authority = state.authority.certificate.validity.notAfter - lifetimes.authorityReserve
    return "the leaf is renewed at \(Instant(seconds: leaf)), the authority at \(Instant(seconds: authority))"
  }
}

// MARK: What API servers trust

extension RenewalPlan {
  /// Comes first: all else relies on it.
  var publication: RenewalDecision? {
    let bundle = state.bundlePEM
    guard let configuration = view.configurations.first(where: { !$0.has(bundle) }) else { return nil }
    return RenewalDecision(
      .publish(configuration.kind), "the \(configuration.kind.rawValue) has not exactly our authorities")
  }
}

// MARK: What this replica serves

extension RenewalPlan {
  /// First it is served, then recorded: as long as the record tells of the old leaf, that one's authority stays.
  var service: RenewalDecision? {
    guard let identity = view.identity else { return nil }
    guard view.serving == state.leaf.fingerprint else {
      return RenewalDecision(.serve, view.serving == nil ? "nothing is served yet" : "there is a new leaf")
    }
    guard view.isRecordDue || state.replicas[identity]?.leaf != view.serving else { return nil }
    return RenewalDecision(
      .change(.record(identity: identity, forgetting: view.silent)), "this replica's record is due")
  }
}

// MARK: The authority

extension RenewalPlan {
  var authority: RenewalDecision? {
    if state.next != nil { return promotion }
    if state.previous != nil { return drop }
    let end = state.authority.certificate.validity.notAfter
    if end - now < lifetimes.authorityReserve {
      return RenewalDecision(.change(.addNextAuthority), "the authority expires at \(Instant(seconds: end))")
    }
    let start = state.authority.certificate.validity.notBefore
    if start > now {
      return RenewalDecision(.change(.addNextAuthority), "the authority is not valid before \(Instant(seconds: start))")
    }
    guard state.request == .authority else { return nil }
    return RenewalDecision(.change(.addNextAuthority), "somebody asked for a new authority")
  }

  /// The new authority is published. It signs once reviews have arrived since; and also without, before the old one
  /// takes everything along: to API servers that have not seen it, the old one vouches for it.
  private var promotion: RenewalDecision {
    let promote = RenewalDecision.Step.change(.promoteNextAuthority(names))
    if view.proven == state.bundle.map(\.fingerprint) {
      return RenewalDecision(promote, "reviews arrive since the new authority was published")
    }
    let end = state.authority.certificate.validity.notAfter
    if end - now < lifetimes.patience {
      return RenewalDecision(
        promote,
        "no review has shown that the new authority is known, but the old one expires at \(Instant(seconds: end))")
    }
    return RenewalDecision(.check, "the new authority is published")
  }

  private var drop: RenewalDecision? {
    let own = state.authority.certificate.fingerprint
    let users = state.replicas.filter { $0.value.authority != own && !view.silent.contains($0.key) }
    guard users.isEmpty, view.isSettled else { return nil }
    return RenewalDecision(.change(.dropPreviousAuthority), "no replica serves a leaf of the old authority")
  }
}

// MARK: The leaf

extension RenewalPlan {
  var leaf: RenewalDecision? {
    guard let reason = reasonForLeaf else { return nil }
    return RenewalDecision(.change(.renewLeaf(reason.names)), reason.text)
  }

  private var reasonForLeaf: (text: String, names: [SubjectName])? {
    let validity = state.leaf.validity
    if !state.leaf.names.isSuperset(of: names) {
      // Replicas with other names may still run, and nobody should be left without.
      return ("the leaf lacks a name", (names + state.leaf.names).uniqued)
    }
    if state.request == .leaf { return ("somebody asked for a new leaf", names) }
    // A new one ends with its authority, and one that would end as soon is no gain.
    let gained = min(now + lifetimes.leaf, state.authority.certificate.validity.notAfter) - validity.notAfter
    if validity.notAfter - now < lifetimes.leafReserve, gained > lifetimes.leaf / 10 {
      return ("the leaf expires at \(Instant(seconds: validity.notAfter))", names)
    }
    if validity.notBefore > now, state.authority.certificate.validity.notBefore <= now {
      return ("the leaf is not valid before \(Instant(seconds: validity.notBefore))", names)
    }
    return nil
  }
}

extension [SubjectName] {
  fileprivate func isSuperset(of others: [SubjectName]) -> Bool { Set(self).isSuperset(of: others) }

  fileprivate var uniqued: [SubjectName] {
    var seen: Set<SubjectName> = []
    return filter { seen.insert($0).inserted }
  }
}
