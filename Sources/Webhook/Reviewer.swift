// SPDX-License-Identifier: Apache-2.0
import Admission
import Backups
import KubeModel
import Policy

/// Turns a review into an answer: what it asks, the verdict on that, and how a verdict is worded. Decides nothing about
/// backups.
struct Reviewer: Sendable {
  let judge: Judge
  let now: @Sendable () -> Instant

  /// - Parameter facts: called once if there is anything to judge.
  func judgement(
    on review: AdmissionRequest, _ route: Route, facts: () -> any FactSource
  ) -> Judgement {
    if let check = DeliveryCheck(review) {
      return settled(review, route, route == .mutate ? check.mutation : check.refusal(of: review))
    }
    guard let kind = review.kind, let operation = review.operation else {
      return settled(review, route, Reviewer.malformed("the request has no kind or no known operation"))
    }
    guard let subject = SubjectKind(group: kind.group, kind: kind.kind) else {
      return settled(review, route, Reviewer.misregistered(kind))
    }
    guard operation == .create || operation == .update, review.subresource.isEmpty else {
      return settled(review, route, .allowed)
    }
    guard let object = review.object, operation == .create || review.oldObject != nil else {
      let message = "the \(operation.rawValue) request lacks its object or oldObject"
      return settled(review, route, Reviewer.malformed(message))
    }
    let candidate = Candidate(
      kind: subject, new: object.placed(in: review.namespace), old: operation == .update ? review.oldObject : nil,
      userInfo: review.userInfo)
    return judgement(on: review, route, Judgement.Matter(candidate: candidate, facts: facts()))
  }

  /// The same review by other facts.
  func judgement(on judgement: Judgement, by facts: any FactSource) -> Judgement {
    guard var matter = judgement.matter else { return judgement }
    matter.facts = facts
    return self.judgement(on: judgement.review, judgement.route, matter)
  }

  private func judgement(
    on review: AdmissionRequest, _ route: Route, _ matter: Judgement.Matter
  ) -> Judgement {
    switch route {
    case .mutate:
      let edits = judge.edits(for: matter.candidate, facts: matter.facts)
      return Judgement(review: review, route: route, matter: matter, answer: AdmissionAnswer(.allowed(edits)))
    case .validate:
      let verdict = judge.verdict(on: matter.candidate, facts: matter.facts, now: now())
      return Judgement(
        review: review, route: route, matter: matter,
        answer: AnswerRendering.validation(verdict, of: review, matter.candidate.kind), findings: verdict.findings)
    }
  }

  private func settled(_ review: AdmissionRequest, _ route: Route, _ answer: AdmissionAnswer) -> Judgement {
    Judgement(review: review, route: route, matter: nil, answer: answer)
  }

  /// The review can be read but not judged; the API server must hear of it under the review's own uid.
  private static func malformed(_ message: String) -> AdmissionAnswer {
    AdmissionAnswer(.denied(Status(.badRequest, message: message)))
  }

  private static func misregistered(_ kind: GroupVersionKind) -> AdmissionAnswer {
    var answer = AdmissionAnswer.allowed
    answer.warnings = [WarningText.misregistered(kind)]
    return answer
  }
}
