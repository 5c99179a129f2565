// SPDX-License-Identifier: Apache-2.0
import Admission
import Backups
package import HTTPServer
package import KubeModel
package import Logging
package import Policy
package import Posix

/// Answers admission reviews: path to route, bytes to request, answer to bytes, and in time.
package struct ReviewHandler: Handler {
  /// A body up to here is judged in well under a millisecond, less than the other connections of its loop would notice.
  static let largestOnLoop = 64 << 10

  private let reviewer: Reviewer
  private let facts: any FactProvider
  private let clock: @Sendable () -> MonotonicTime
  private let metrics: ReviewMetrics
  private let logger: Logger
  private let places = LookUpPlaces()

  /// - Parameters:
  ///   - now: what schedules are judged by.
  ///   - clock: what deadlines are measured with.
  package init(
    judge: Judge, facts: any FactProvider, now: @escaping @Sendable () -> Instant,
    clock: @escaping @Sendable () -> MonotonicTime = { .now() }, metrics: ReviewMetrics, logger: Logger
  ) {
    reviewer = Reviewer(judge: judge, now: now)
    self.facts = facts
    self.clock = clock
    self.metrics = metrics
    self.logger = logger
  }

  package func handle(_ request: HTTPRequest) -> Handled {
    switch Route.find(request) {
    case .failure(let error): return .now(error.response)
    case .success(let route):
      let arrival = clock()
      guard request.body.count > ReviewHandler.largestOnLoop else { return handle(request, route, arrival) }
      return .later { await answerOffLoop(request, route, arrival) }
    }
  }

  package func render(_ refusal: Refusal) -> HTTPResponse {
    HTTPResponse(refusal)
  }

  private func handle(_ request: HTTPRequest, _ route: Route, _ arrival: MonotonicTime) -> Handled {
    do throws(AdmissionError) {
      let judgement = try judgement(on: request, route)
      guard judgement.isPreliminary else { return .now(response(judgement, arrival)) }
      let deadline = ReviewDeadline(request, from: arrival)
      return .later { response(await completed(judgement, by: deadline), arrival) }
    } catch {
      return .now(unreadable(error))
    }
  }

  @concurrent private func answerOffLoop(
    _ request: HTTPRequest, _ route: Route, _ arrival: MonotonicTime
  ) async -> HTTPResponse {
    let deadline = ReviewDeadline(request, from: arrival)
    // Not as a denial: whether an object may pass that nobody judged is for the webhook's failurePolicy to say.
    guard deadline.isAhead(of: clock()) else { return HTTPResponse(deadline.status) }
    do throws(AdmissionError) {
      return response(await completed(try judgement(on: request, route), by: deadline), arrival)
    } catch {
      return unreadable(error)
    }
  }

  private func judgement(on request: HTTPRequest, _ route: Route) throws(AdmissionError) -> Judgement {
    reviewer.judgement(on: try AdmissionRequest(parsing: request.body), route, facts: facts.facts)
  }

  /// Looks up what is missing and judges again, while there is time. What is not found by then counts as unknown.
  @concurrent private func completed(_ first: Judgement, by deadline: ReviewDeadline) async -> Judgement {
    guard first.isPreliminary, places.take() else { return first }
    defer { places.giveBack() }
    var judgement = first
    for _ in 0..<Judge.mostLookUps {
      let left = deadline.instant - clock()
      guard let matter = judgement.matter, judgement.isPreliminary, left > .zero, !Task.isCancelled else { break }
      judgement = reviewer.judgement(on: judgement, by: await facts.completed(matter.facts, within: left))
    }
    return judgement
  }

  private func response(_ judgement: Judgement, _ arrival: MonotonicTime) -> HTTPResponse {
    let (review, answer) = (judgement.review, judgement.answer)
    metrics.record(judgement.findings)
    metrics.record(review, judgement.route, answer, took: clock() - arrival)
    log(judgement.findings, review)
    return HTTPResponse(status: 200, contentType: "application/json", body: answer.encoded(for: review))
  }

  private func unreadable(_ error: AdmissionError) -> HTTPResponse {
    logger.info("unreadable review", metadata: ["error": "\(error)"])
    return HTTPResponse(Status(.badRequest, message: "\(error)"))
  }

  private func log(_ findings: [Finding], _ review: AdmissionRequest) {
    let denials = findings.filter { $0.severity == .deny }
    guard !denials.isEmpty else { return }
    let object = ObjectKey(namespace: review.namespace, name: review.name)
    logger.info(
      "review denied",
      metadata: [
        "uid": "\(ReviewHandler.shown(review.uid))", "object": "\(ReviewHandler.shown(object.description))",
        "kind": "\(review.kind?.kind ?? "")",
        "rules": "\(Set(denials.map(\.rule.name)).sorted().joined(separator: ","))",
      ])
  }

  /// Names are at most 253 characters each; what is longer did not come from an API server.
  private static func shown(_ text: String) -> String {
    PlainText.line(text, longest: 512)
  }
}
