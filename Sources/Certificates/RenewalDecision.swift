// SPDX-License-Identifier: Apache-2.0
internal import KubeModel
package import TLS

/// What to do about certificates, decided from what was read: one step at a time, and why.
package struct RenewalDecision: Sendable, Equatable {
  package enum Step: Sendable, Equatable {
    /// Authority and leaf, where there is nothing yet.
    case found
    /// Put the Secret back as it was: others still serve what was in it.
    case restore
    case change(CertificateChange)
    /// Make API servers trust the bundle.
    case publish(WebhookConfiguration.Kind)
    /// Show clients the leaf from now on.
    case serve
    /// See whether reviews still arrive.
    case check
    case nothing
    /// Somebody has to do something.
    case stuck
  }

  package let step: Step
  /// For the log; no value of a Secret.
  package let reason: String

  init(_ step: Step, _ reason: String) {
    self.step = step
    self.reason = reason
  }
}

extension RenewalDecision {
  package init(_ view: CertificateView, names: [SubjectName], lifetimes: CertificateLifetimes) {
    switch view.secret {
    case nil, .empty: self = RenewalDecision.beginning(view)
    case .unusable(let reason): self.init(.stuck, "the Secret holds something else: \(reason)")
    case .state(let state):
      let plan = RenewalPlan(state: state, view: view, names: names, lifetimes: lifetimes)
      let publication = plan.publication
      self =
        (view.isPublishingLater ? nil : publication) ?? plan.leaf ?? plan.service
        ?? (publication == nil ? plan.authority : nil) ?? RenewalDecision(.nothing, plan.outlook)
    }
  }

  private static func beginning(_ view: CertificateView) -> RenewalDecision {
    let what = view.secret == nil ? "there is no Secret" : "the Secret is empty"
    if view.isRemembered { return RenewalDecision(.restore, "\(what) any more") }
    guard view.isGone || view.configurations.allSatisfy({ $0.has([]) }) else {
      return RenewalDecision(.nothing, "\(what), but authorities are published: who knows them may put it back")
    }
    return RenewalDecision(.found, what)
  }
}
