// SPDX-License-Identifier: Apache-2.0
import Admission
package import Backups
package import HTTPServer
import KubeModel
package import Logging
package import Policy
import Posix

/// Answers admission reviews: path to route, bytes to request, verdict to answer. Decides nothing about backups.
package struct ReviewHandler: Handler {
  /// A body up to here is judged in well under a millisecond, less than the other connections of its loop would notice.
  static let largestOnLoop = 64 << 10

  private let judge: Judge
  private let facts: any FactProvider
  private let readiness: Readiness
  private let now: @Sendable () -> Instant
  private let metrics: ReviewMetrics
  private let logger: Logger

  package init(
    judge: Judge, facts: any FactProvider, readiness: Readiness,
    now: @escaping @Sendable () -> Instant, metrics: ReviewMetrics, logger: Logger
  ) {
    self.judge = judge
    self.facts = facts
    self.readiness = readiness
    self.now = now
    self.metrics = metrics
    self.logger = logger
  }

  package func handle(_ request: HTTPRequest) -> Handled {
    switch Route.find(request) {
    case .failure(let error): return .now(error.response)
    case .success(let route):
      if let missing = readiness.unmet {
        return .now(HTTPResponse(Status(.serviceUnavailable, message: "not ready: \(missing)")))
      }
      let arrival = MonotonicTime.now()
      guard request.body.count > ReviewHandler.largestOnLoop else { return .now(answer(request, route, arrival)) }
      return .later { await answerOffLoop(request, route, arrival) }
    }
  }

  package func render(_ refusal: Refusal) -> HTTPResponse {
    HTTPResponse(refusal)
  }

  @concurrent private func answerOffLoop(
    _ request: HTTPRequest, _ route: Route, _ arrival: MonotonicTime
  ) async -> HTTPResponse {
    let deadline = ReviewDeadline(request, from: arrival)
    // Not as a denial: whether an object may pass that nobody judged is for the webhook's failurePolicy to say.
    guard deadline.isAhead(of: .now()) else { return HTTPResponse(deadline.status) }
    return answer(request, route, arrival)
  }

  private func answer(_ request: HTTPRequest, _ route: Route, _ arrival: MonotonicTime) -> HTTPResponse {
    let review: AdmissionRequest
    do throws(AdmissionError) {
      review = try AdmissionRequest(parsing: request.body)
    } catch {
      logger.info("unreadable review", metadata: ["error": "\(error)"])
      return HTTPResponse(Status(.badRequest, message: "\(error)"))
    }
    let answer = answer(review, route)
    metrics.record(review, route, answer, took: .now() - arrival)
    return HTTPResponse(status: 200, contentType: "application/json", body: answer.encoded(for: review))
  }

  private func answer(_ review: AdmissionRequest, _ route: Route) -> AdmissionAnswer {
    guard let kind = review.kind, let operation = review.operation else {
      return ReviewHandler.malformed("the request has no kind or no known operation")
    }
    guard let subject = SubjectKind(group: kind.group, kind: kind.kind) else {
      return ReviewHandler.misregistered(kind)
    }
    guard operation == .create || operation == .update, review.subresource.isEmpty else { return .allowed }
    guard let object = review.object, operation == .create || review.oldObject != nil else {
      return ReviewHandler.malformed("the \(operation.rawValue) request lacks its object or oldObject")
    }
    let old = operation == .update ? review.oldObject : nil
    let candidate = Candidate(
      kind: subject, new: object.placed(in: review.namespace), old: old, userInfo: review.userInfo)
    return answer(review, route, candidate)
  }

  private func answer(_ review: AdmissionRequest, _ route: Route, _ candidate: Candidate) -> AdmissionAnswer {
    let facts = facts.facts()
    switch route {
    case .mutate:
      return AdmissionAnswer(.allowed(judge.edits(for: candidate, facts: facts)))
    case .validate:
      let verdict = judge.verdict(on: candidate, facts: facts, now: now())
      metrics.record(verdict.findings)
      log(verdict, review)
      return AnswerRendering.validation(verdict, of: review, candidate.kind)
    }
  }

  private func log(_ verdict: Verdict, _ review: AdmissionRequest) {
    guard !verdict.isAllowed else { return }
    let object = ObjectKey(namespace: review.namespace, name: review.name)
    logger.info(
      "review denied",
      metadata: [
        "uid": "\(ReviewHandler.shown(review.uid))", "object": "\(ReviewHandler.shown(object.description))",
        "kind": "\(review.kind?.kind ?? "")",
        "rules": "\(Set(verdict.denials.map(\.rule.name)).sorted().joined(separator: ","))",
      ])
  }

  /// Names are at most 253 characters each; what is longer did not come from an API server.
  private static func shown(_ text: String) -> String {
    PlainText.line(text, longest: 512)
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
