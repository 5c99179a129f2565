// SPDX-License-Identifier: Apache-2.0
import Certificates
import KubeModel
import TLS

/// What `certs status` prints. No key is in it.
struct CertificateStatusText {
  private(set) var lines: [String] = []
  /// What is served is what API servers are told to trust.
  private(set) var isTrusted = false

  init(_ settings: CertificateSettings, _ view: CertificateView) {
    add("Secret", "\(settings.secret)")
    switch view.secret {
    case nil: add("", "does not exist")
    case .empty: add("", "is empty")
    case .unusable(let reason): add("", "holds something else: \(PlainText.line(reason))")
    case .state(let state):
      add(state, view.now)
      addBundles(view, of: state)
      addReplicas(state)
    }
    if case .state(let state) = view.secret {
      let decision = RenewalDecision(
        view, names: state.leaf.names, lifetimes: CertificateLifetimes(of: state))
      add("next", decision.reason)
    }
  }

  static func line(_ title: String, _ text: String) -> String {
    title + String(repeating: " ", count: max(1, 16 - title.count)) + text
  }

  private mutating func add(_ title: String, _ text: String) {
    lines.append(Self.line(title, text))
  }

  private mutating func add(_ state: CertificateState, _ now: Instant) {
    add("leaf", "\(Self.short(state.leaf.fingerprint)), valid until \(Self.end(state.leaf.certificate, now))")
    add("", "for \(state.leaf.names.map(\.description).joined(separator: ", "))")
    add("authority", Self.described(state.authority.certificate, now))
    if let next = state.next { add("next authority", Self.described(next.certificate, now) + ", does not sign yet") }
    if let previous = state.previous { add("old authority", Self.described(previous, now) + ", signs no more") }
    if let request = state.request { add("asked for", "a new \(request.rawValue)") }
  }

  private mutating func addBundles(_ view: CertificateView, of state: CertificateState) {
    var isTrusted = view.configurations.contains(where: \.isOurs)
    if !isTrusted { add("trusted", "by nobody: no webhook configuration has a webhook of the Service") }
    for configuration in view.configurations where configuration.isOurs {
      let hasAll = configuration.has(state.bundlePEM)
      isTrusted = isTrusted && hasAll
      let what = hasAll ? "exactly these authorities" : "something else"
      add("trusted", "\(what), by the \(configuration.kind.rawValue)")
    }
    self.isTrusted = isTrusted && state.leaf.validity.contains(view.now.seconds)
  }

  private mutating func addReplicas(_ state: CertificateState) {
    if state.replicas.isEmpty { add("served by", "nobody") }
    for (identity, record) in state.replicas.sorted(by: { $0.key < $1.key }) {
      let leaf = record.leaf == state.leaf.fingerprint ? "this leaf" : "another leaf, \(Self.short(record.leaf))"
      let name = PlainText.line(identity, longest: 120)
      add("served by", "\(name): \(PlainText.line(leaf)), said so at \(PlainText.line(record.seen, longest: 40))")
    }
  }

  private static func described(_ certificate: StoredCertificate, _ now: Instant) -> String {
    "\(short(certificate.fingerprint)), valid until \(end(certificate, now))"
  }

  private static func end(_ certificate: StoredCertificate, _ now: Instant) -> String {
    let text = "\(Instant(seconds: certificate.validity.notAfter))"
    return certificate.validity.contains(now.seconds) ? text : text + ", which is not now"
  }

  private static func short(_ fingerprint: String) -> String { String(fingerprint.prefix(16)) }
}
