// SPDX-License-Identifier: Apache-2.0
import Admission
import Policy

/// A review and the answer to it, as far as the facts go.
struct Judgement: Sendable {
  let review: AdmissionRequest
  let route: Route
  /// Nil where there is nothing to judge.
  let matter: Matter?
  var answer: AdmissionAnswer
  var findings: [Finding] = []

  /// What is judged, and by which facts.
  struct Matter: Sendable {
    let candidate: Candidate
    var facts: any FactSource
  }

  /// A look-up could make another answer of it.
  var isPreliminary: Bool { matter?.facts.lacksAnswers ?? false }
}
