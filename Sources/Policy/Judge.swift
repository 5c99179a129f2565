// SPDX-License-Identifier: Apache-2.0
import Backups
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
    let question = Question(candidate: candidate, facts: facts, now: now)
    let new = Defaults.applied(to: candidate.new, candidate.kind, facts: facts)
    guard let old = candidate.old else { return Verdict(findings: findings(new, nil, question)) }
    let before = Defaults.applied(to: old, candidate.kind, facts: facts)
    return Verdict(findings: newFindings(new, before, question))
  }

  private struct Question {
    var candidate: Candidate
    var facts: any FactSource
    var now: Instant
  }

  /// A finding that the old object already had is no reason to refuse the new one.
  private func newFindings(_ new: KubeObject, _ old: KubeObject, _ question: Question) -> [Finding] {
    var found = findings(new, old, question)
    guard found.contains(where: { $0.severity == .deny }) else { return found }
    let before = Set(findings(old, nil, question))
    for index in found.indices where before.contains(found[index]) {
      found[index].severity = .warn
    }
    return found
  }

  private func findings(_ new: KubeObject, _ old: KubeObject?, _ question: Question) -> [Finding] {
    switch question.candidate.kind {
    case .backup: check(backup: new, old, question)
    case .restore: check(restore: new, old, question)
    }
  }

  private func check(backup new: KubeObject, _ old: KubeObject?, _ question: Question) -> [Finding] {
    let spec = BackupSpec(new.spec)
    let key = new.identity
    let facts = BackupFacts(of: spec, key, for: question.candidate, from: question.facts)
    let review = BackupReview(
      new: BackupReview.Version(object: new, spec: consume spec),
      old: old.map { BackupReview.Version(object: $0, spec: BackupSpec($0.spec)) },
      key: key, facts: facts, now: question.now)
    return findings { $0.check(review) }
  }

  private func check(restore new: KubeObject, _ old: KubeObject?, _ question: Question) -> [Finding] {
    let spec = RestoreSpec(new.spec)
    let key = new.identity
    let facts = RestoreFacts(of: spec, key, for: question.candidate, from: question.facts)
    let review = RestoreReview(
      new: RestoreReview.Version(object: new, spec: consume spec),
      old: old.map { RestoreReview.Version(object: $0, spec: RestoreSpec($0.spec)) },
      key: key, facts: facts, now: question.now)
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
