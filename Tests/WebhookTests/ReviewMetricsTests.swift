// SPDX-License-Identifier: Apache-2.0
import Admission
import Policy
import Testing

@testable import Webhook

@Suite("Counts of reviews")
struct ReviewMetricsTests {
  @Test("each review counts once, by webhook, kind, operation and verdict")
  func reviews() throws {
    let asking = Asking(rules: ["schedule-preview": .off, "cluster-exists": .off])
    let good = Asking.backup(Asking.good + #","datacenter":"dc1""#)
    _ = try asking.answer(Asking.review(object: Asking.backup(Asking.bad)))
    _ = try asking.answer(Asking.review(object: Asking.backup(Asking.bad)))
    _ = try asking.answer(Asking.review(object: good), "/mutate")
    _ = try asking.answer(Asking.review(operation: "DELETE"))
    let labels = ReviewMetrics.Labels(
      webhook: "validate", kind: "CassandraBackup", operation: "CREATE", verdict: "deny")
    #expect(
      asking.metrics.snapshot.reviews == [
        labels: 2,
        ReviewMetrics.Labels(webhook: "mutate", kind: "CassandraBackup", operation: "CREATE", verdict: "allow"): 1,
        ReviewMetrics.Labels(webhook: "validate", kind: "CassandraBackup", operation: "DELETE", verdict: "allow"): 1,
      ])
  }

  @Test("a finding counts by rule and verdict")
  func findings() throws {
    let asking = Asking(rules: ["bandwidth": .warn])
    _ = try asking.answer(Asking.review(object: Asking.backup(Asking.bad)))
    let findings = asking.metrics.snapshot.findings
    #expect(findings[ReviewMetrics.FindingLabels(rule: "bandwidth", verdict: "warn")] == 1)
    #expect(findings[ReviewMetrics.FindingLabels(rule: "entities-syntax", verdict: "deny")] == 1)
  }

  @Test("names that a peer makes up do not become labels")
  func bounded() throws {
    let asking = Asking()
    for number in 0..<50 {
      let kind = #"{"group":"g\#(number)","version":"v1","kind":"Kind\#(number)"}"#
      _ = try asking.answer(Asking.review(kind: kind, operation: "OP\(number)"))
      _ = try asking.answer(Asking.review(kind: kind, object: "{}"))
    }
    #expect(
      asking.metrics.snapshot.reviews == [
        ReviewMetrics.Labels(webhook: "validate", kind: "other", operation: "other", verdict: "deny"): 50,
        ReviewMetrics.Labels(webhook: "validate", kind: "other", operation: "CREATE", verdict: "warn"): 50,
      ])
  }

  @Test("a duration falls into the first bucket that is not shorter")
  func buckets() throws {
    let metrics = ReviewMetrics()
    let request = try AdmissionRequest(parsing: Asking.review())
    for duration in [.zero, .microseconds(50), .microseconds(51), .seconds(1), .seconds(2)] as [Duration] {
      metrics.record(request, .validate, .allowed, took: duration)
    }
    let snapshot = metrics.snapshot
    #expect(snapshot.buckets == [2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1])
    #expect(abs(snapshot.seconds - 3.000101) < 1e-9)
    #expect(ReviewMetrics.bounds == ReviewMetrics.bounds.sorted())
  }

  @Test("what is no review is not counted as one")
  func unreadable() throws {
    let asking = Asking()
    _ = try asking.response(Asking.request([]))
    #expect(asking.metrics.snapshot.reviews.isEmpty)
    #expect(asking.metrics.snapshot.buckets.allSatisfy { $0 == 0 })
  }
}
