// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Policy

/// The rules, asked again before anything is sent: an object can come past the webhook, and its surroundings change.
struct Gate: Sendable {
  /// Rules that only warn at admission, since what they miss may be applied in any order; a run waits for it.
  private static let awaited: Set<RuleID> = ["cluster-exists", "secret-exists"]

  /// How long one round of look-ups may take. There are at most three.
  private static let lookUp = Duration.seconds(3)

  let judge: Judge
  let facts: any FactProvider

  struct Answer: Sendable {
    /// The object with its defaults.
    var object: KubeObject
    /// Why no run may start; empty if one may.
    var refusals: [Finding]
  }

  /// What could not be checked does not hold a run up: a backup that was not taken is lost for certain.
  func answer(_ observed: Observed) async -> Answer {
    let candidate = Candidate(kind: observed.subject.kind, new: observed.object)
    var facts = facts.facts()
    var verdict = judge.verdict(on: candidate, facts: facts, now: observed.now)
    for _ in 0..<Judge.mostLookUps where facts.lacksAnswers {
      facts = await self.facts.completed(facts, within: Gate.lookUp)
      verdict = judge.verdict(on: candidate, facts: facts, now: observed.now)
    }
    return Answer(
      object: Defaults.applied(to: observed.object, observed.subject.kind, facts: facts),
      refusals: verdict.findings.filter { finding in
        !finding.isUnverified && (finding.severity == .deny || Gate.awaited.contains(finding.rule))
      })
  }
}
