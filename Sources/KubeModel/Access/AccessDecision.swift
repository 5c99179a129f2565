// SPDX-License-Identifier: Apache-2.0

/// What the API server's authorizers say to an `AccessReview`.
package struct AccessDecision: Sendable, Equatable {
  package var isAllowed: Bool
  /// One of the authorizers forbids it outright; without that, `isAllowed` being false means that none allows it.
  package var isDenied: Bool
  /// In the words of the authorizer, with what went wrong while it was asked; often empty.
  package var reason: String

  package init(isAllowed: Bool, isDenied: Bool, reason: String) {
    self.isAllowed = isAllowed
    self.isDenied = isDenied
    self.reason = reason
  }

  /// Nil if the review has not been answered.
  init?(_ review: KubeObject) {
    guard let status = review.status, let isAllowed = status["allowed"]?.bool else { return nil }
    self.init(
      isAllowed: isAllowed, isDenied: status["denied"]?.bool ?? false,
      reason: [status["reason"]?.string, status["evaluationError"]?.string].compactMap { $0 }
        .filter { !$0.isEmpty }.joined(separator: "; "))
  }
}

extension ObjectWriting {
  /// Asks the API server. It takes the right to create SubjectAccessReviews.
  package func decide(_ review: AccessReview) async throws(KubeError) -> AccessDecision {
    let answer = try await create(AccessReview.resource, in: nil, review.object)
    guard let decision = AccessDecision(answer) else {
      throw KubeError(
        verb: "create", path: "\(AccessReview.resource)", cause: .malformed("the answer has no status.allowed"))
    }
    return decision
  }
}
