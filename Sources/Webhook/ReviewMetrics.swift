// SPDX-License-Identifier: Apache-2.0
import Admission
import KubeModel
import Policy
private import Synchronization

/// Counts of reviews, of what they found and of how long they took, for `/metrics`. What a peer sends becomes a label
/// only where it is a word we know, so the number of counters is bounded.
package final class ReviewMetrics: Sendable {
  package struct Labels: Hashable, Sendable {
    /// `validate` or `mutate`.
    package var webhook: String
    package var kind: String
    package var operation: String
    /// `allow`, `warn` or `deny`.
    package var verdict: String
  }

  package struct FindingLabels: Hashable, Sendable {
    package var rule: String
    /// `warn` or `deny`.
    package var verdict: String
  }

  package struct Snapshot: Sendable {
    package var reviews: [Labels: Int] = [:]
    package var findings: [FindingLabels: Int] = [:]
    /// Not cumulative; the last is of those that took longer than all bounds.
    package var buckets = Array(repeating: 0, count: ReviewMetrics.bounds.count + 1)
    package var seconds = 0.0
  }

  /// Upper bounds in seconds. A review is decided in tens of microseconds; the API server gives up after seconds.
  package static let bounds = [50e-6, 100e-6, 250e-6, 500e-6, 1e-3, 2.5e-3, 5e-3, 10e-3, 50e-3, 250e-3, 1]

  private let state = Mutex(Snapshot())

  package init() {}

  package var snapshot: Snapshot { state.withLock { $0 } }

  /// - Parameter duration: from the arrival of the whole request to its answer.
  func record(_ request: AdmissionRequest, _ route: Route, _ answer: AdmissionAnswer, took duration: Duration) {
    let seconds = Double(duration.components.attoseconds) / 1e18 + Double(duration.components.seconds)
    let bucket = ReviewMetrics.bounds.firstIndex { seconds <= $0 } ?? ReviewMetrics.bounds.count
    let labels = ReviewMetrics.labels(request, route, answer)
    state.withLock { state in
      state.reviews[labels, default: 0] += 1
      state.buckets[bucket] += 1
      state.seconds += seconds
    }
  }

  func record(_ findings: [Finding]) {
    guard !findings.isEmpty else { return }
    state.withLock { state in
      for finding in findings {
        let labels = FindingLabels(rule: finding.rule.name, verdict: finding.severity.rawValue)
        state.findings[labels, default: 0] += 1
      }
    }
  }

  private static func labels(_ request: AdmissionRequest, _ route: Route, _ answer: AdmissionAnswer) -> Labels {
    let verdict =
      switch answer.outcome {
      case .denied: "deny"
      case .allowed: answer.warnings.isEmpty ? "allow" : "warn"
      }
    return Labels(
      webhook: route.rawValue,
      kind: request.kind.flatMap { SubjectKind(group: $0.group, kind: $0.kind)?.rawValue } ?? "other",
      operation: request.operation?.rawValue ?? "other", verdict: verdict)
  }
}
