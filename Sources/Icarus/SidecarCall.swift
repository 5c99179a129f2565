// SPDX-License-Identifier: Apache-2.0

/// What a sidecar was asked and what came of it, in the words of the metrics.
package struct SidecarCall: Hashable, Sendable {
  package enum Request: String, Sendable, CaseIterable {
    case start, operation, operations, cancel, version
  }

  package enum Outcome: String, Sendable, CaseIterable {
    case answered, refused, unreachable, unanswered, unreadable

    /// Nil for a call that we ended ourselves.
    init?(_ error: SidecarError) {
      switch error {
      case .refused: self = .refused
      case .unreachable: self = .unreachable
      case .unanswered: self = .unanswered
      case .unreadable: self = .unreadable
      case .cancelled: return nil
      }
    }
  }

  package var request: Request
  package var outcome: Outcome

  package init(request: Request, outcome: Outcome) {
    self.request = request
    self.outcome = outcome
  }
}
