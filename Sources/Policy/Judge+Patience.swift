// SPDX-License-Identifier: Apache-2.0
import Backups
package import KubeModel

extension Judge {
  /// A restore names its backup, that names a cluster and a Secret, and what these say can make one more fact matter.
  package static let mostLookUps = 3

  /// Judges for somebody who can wait: what is not known is looked up.
  /// - Parameter lookUp: how long each round of look-ups may take; there are at most `mostLookUps`.
  package func verdict(
    on candidate: Candidate, facts provider: any FactProvider, lookUp: Duration, now: Instant
  ) async -> Verdict {
    var facts = provider.facts()
    var verdict = verdict(on: candidate, facts: facts, now: now)
    for _ in 0..<Judge.mostLookUps where facts.lacksAnswers {
      facts = await provider.completed(facts, within: lookUp)
      verdict = self.verdict(on: candidate, facts: facts, now: now)
    }
    return verdict
  }
}
