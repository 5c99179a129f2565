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

  /// Judges the object as it takes effect: with its defaults, also where an update took one of them out.
  package func verdict(on candidate: Candidate, facts: any FactSource, now: Instant) -> Verdict {
    guard !candidate.needsNoReview else { return .allowed }
    let surroundings = Surroundings(facts: facts, now: now)
    let new = Defaults.applied(to: candidate.new, candidate.kind, facts: facts)
    guard let old = candidate.old else { return Verdict(findings: findings(candidate.kind, new, nil, surroundings)) }
    let before = Defaults.applied(to: old, candidate.kind, facts: facts)
    return Verdict(findings: newFindings(candidate.kind, new, before, surroundings))
  }

  private struct Surroundings {
    var facts: any FactSource
    var now: Instant
  }

  /// A finding that the old object already had is no reason to refuse the new one.
  private func newFindings(
    _ kind: SubjectKind, _ new: KubeObject, _ old: KubeObject, _ surroundings: Surroundings
  ) -> [Finding] {
    var found = findings(kind, new, old, surroundings)
    guard found.contains(where: { $0.severity == .deny }) else { return found }
    let before = Set(findings(kind, old, nil, surroundings))
    for index in found.indices where before.contains(found[index]) {
      found[index].severity = .warn
    }
    return found
  }

  private func findings(
    _ kind: SubjectKind, _ new: KubeObject, _ old: KubeObject?, _ surroundings: Surroundings
  ) -> [Finding] {
    switch kind {
    case .backup: check(backup: new, old, surroundings)
    case .restore: check(restore: new, old, surroundings)
    }
  }

  private func check(backup new: KubeObject, _ old: KubeObject?, _ surroundings: Surroundings) -> [Finding] {
    let spec = BackupSpec(new.spec)
    let key = new.identity
    let facts = BackupFacts(of: spec, key, from: surroundings.facts)
    let review = BackupReview(
      new: BackupReview.Version(object: new, spec: consume spec),
      old: old.map { BackupReview.Version(object: $0, spec: BackupSpec($0.spec)) },
      key: key, facts: facts, now: surroundings.now)
    return findings { $0.check(review) }
  }

  private func check(restore new: KubeObject, _ old: KubeObject?, _ surroundings: Surroundings) -> [Finding] {
    let spec = RestoreSpec(new.spec)
    let key = new.identity
    let facts = RestoreFacts(of: spec, key, from: surroundings.facts)
    let review = RestoreReview(
      new: RestoreReview.Version(object: new, spec: consume spec),
      old: old.map { RestoreReview.Version(object: $0, spec: RestoreSpec($0.spec)) },
      key: key, facts: facts, now: surroundings.now)
    return findings { $0.check(review) }
  }

  private func findings(_ check: (any Rule) -> [Finding]) -> [Finding] {
    var findings: [Finding] = []
    for rule in rules {
      for finding in check(rule) {
        if let finding = enforcement.applied(to: finding) { findings.append(finding) }
      }
    }
    return findings
  }
}
