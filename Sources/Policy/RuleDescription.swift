// SPDX-License-Identifier: Apache-2.0

/// What `cassette explain` prints of a rule.
package struct RuleDescription: Sendable {
  /// What a rule needs to decide.
  package enum Scope: String, Sendable, CaseIterable {
    case spec = "the spec alone"
    case change = "the change"
    case surroundings = "the surroundings"
  }

  package var id: RuleID
  package var scope: Scope
  package var kinds: [SubjectKind]
  /// What most of its findings do. Some rules also have findings of the other severity; the sentence says which.
  package var severity: Severity
  /// What the rule finds, why that is wrong, and what to do.
  package var sentence: String

  package init(_ id: RuleID, _ scope: Scope, _ kinds: [SubjectKind], _ severity: Severity, _ sentence: String) {
    self.id = id
    self.scope = scope
    self.kinds = kinds
    self.severity = severity
    self.sentence = sentence
  }
}
