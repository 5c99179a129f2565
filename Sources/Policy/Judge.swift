// SPDX-License-Identifier: Apache-2.0
package import Backups
package import KubeModel

/// The one place where objects are judged, whoever asks: webhook, reconciler and `lint` build a candidate, call this and
/// present the verdict.
package struct Judge: Sendable {
  private let rules: [any Rule]
  private let enforcement: Enforcement

  package init(enforcement: Enforcement = Enforcement(), rules: [any Rule] = Catalogue.rules) {
    self.rules = rules.filter { enforcement[type(of: $0).id] != .off }
    self.enforcement = enforcement
  }

  /// The defaults a new object lacks. Updates get none: a member that was removed was meant to go.
  package func edits(for candidate: Candidate, facts: any FactSource) -> JSONPatch {
    guard candidate.old == nil, !candidate.needsNoReview else { return JSONPatch() }
    return Defaults.edits(for: candidate.new, candidate.kind, facts: facts)
  }

  package func verdict(on candidate: Candidate, facts: any FactSource, now: Instant) -> Verdict {
    guard !candidate.needsNoReview else { return .allowed }
    return Verdict(
      findings: findings(on: candidate, facts: facts, now: now), edits: edits(for: candidate, facts: facts))
  }

  /// A finding that the old object already had is no reason to refuse the new one.
  private func findings(on candidate: Candidate, facts: any FactSource, now: Instant) -> [Finding] {
    var findings = check(candidate, facts: facts, now: now)
    guard let old = candidate.old, findings.contains(where: { $0.severity == .deny }) else { return findings }
    let before = Set(check(Candidate(kind: candidate.kind, new: old), facts: facts, now: now))
    for index in findings.indices where before.contains(findings[index]) {
      findings[index].severity = .warn
    }
    return findings
  }

  private func check(_ candidate: Candidate, facts: any FactSource, now: Instant) -> [Finding] {
    let new = Defaults.applied(to: candidate.new, candidate.kind, facts: facts)
    let old = candidate.old.map { Defaults.applied(to: $0, candidate.kind, facts: facts) }
    let findings =
      switch candidate.kind {
      case .backup: check(backup: new, old, facts, now)
      case .restore: check(restore: new, old, facts, now)
      }
    return findings.compactMap(enforcement.applied(to:))
  }

  private func check(
    backup new: KubeObject, _ old: KubeObject?, _ facts: any FactSource, _ now: Instant
  ) -> [Finding] {
    let spec = BackupSpec(new.spec)
    let review = BackupReview(
      new: BackupReview.Version(object: new, spec: spec),
      old: old.map { BackupReview.Version(object: $0, spec: BackupSpec($0.spec)) },
      facts: BackupFacts(of: spec, new.identity, from: facts), now: now)
    return rules.flatMap { $0.check(review) }
  }

  private func check(
    restore new: KubeObject, _ old: KubeObject?, _ facts: any FactSource, _ now: Instant
  ) -> [Finding] {
    let spec = RestoreSpec(new.spec)
    let review = RestoreReview(
      new: RestoreReview.Version(object: new, spec: spec),
      old: old.map { RestoreReview.Version(object: $0, spec: RestoreSpec($0.spec)) },
      facts: RestoreFacts(of: spec, new.identity, from: facts), now: now)
    return rules.flatMap { $0.check(review) }
  }
}
