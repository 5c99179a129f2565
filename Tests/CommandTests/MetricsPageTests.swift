// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Command
@testable import HTTPServer
@testable import Webhook

@Suite("The page that Prometheus reads")
struct MetricsPageTests {
  @Test("every metric, with help and type")
  func page() {
    var server = ServerMetrics.Snapshot()
    server.connectionsOpen = 1
    server.connections = 2
    server.connectionsShed = 3
    server.handshakes = 4
    server.handshakesFailed = 5
    server.clientsWithoutTrust = 9
    server.clientsOfOtherName = 10
    server.requests = 6
    server.bytesReceived = 7
    server.bytesSent = 8
    server.refusals = [503: 1, 408: 2]
    var reviews = ReviewMetrics.Snapshot()
    reviews.reviews = [
      ReviewMetrics.Labels(webhook: "validate", kind: "CassandraRestore", operation: "CREATE", verdict: "deny"): 2,
      ReviewMetrics.Labels(webhook: "mutate", kind: "CassandraBackup", operation: "CREATE", verdict: "allow"): 3,
    ]
    reviews.findings = [
      ReviewMetrics.FindingLabels(rule: "entities-subset", verdict: "deny"): 4,
      ReviewMetrics.FindingLabels(rule: "bandwidth", verdict: "warn"): 1,
    ]
    reviews.buckets = [1, 0, 2, 0, 0, 0, 0, 0, 0, 0, 1, 1]
    reviews.seconds = 2.5
    #expect(
      MetricsPage(server, reviews, certificateNotAfter: 1_800_000_000).text == """
        # HELP cassette_reviews_total Admission reviews answered.
        # TYPE cassette_reviews_total counter
        cassette_reviews_total{webhook="mutate",kind="CassandraBackup",operation="CREATE",verdict="allow"} 3
        cassette_reviews_total{webhook="validate",kind="CassandraRestore",operation="CREATE",verdict="deny"} 2
        # HELP cassette_review_findings_total Findings of validated objects, by rule.
        # TYPE cassette_review_findings_total counter
        cassette_review_findings_total{rule="bandwidth",verdict="warn"} 1
        cassette_review_findings_total{rule="entities-subset",verdict="deny"} 4
        # HELP cassette_review_duration_seconds Time from the arrival of a whole review to its answer.
        # TYPE cassette_review_duration_seconds histogram
        cassette_review_duration_seconds_bucket{le="5e-05"} 1
        cassette_review_duration_seconds_bucket{le="0.0001"} 1
        cassette_review_duration_seconds_bucket{le="0.00025"} 3
        cassette_review_duration_seconds_bucket{le="0.0005"} 3
        cassette_review_duration_seconds_bucket{le="0.001"} 3
        cassette_review_duration_seconds_bucket{le="0.0025"} 3
        cassette_review_duration_seconds_bucket{le="0.005"} 3
        cassette_review_duration_seconds_bucket{le="0.01"} 3
        cassette_review_duration_seconds_bucket{le="0.05"} 3
        cassette_review_duration_seconds_bucket{le="0.25"} 3
        cassette_review_duration_seconds_bucket{le="1.0"} 4
        cassette_review_duration_seconds_bucket{le="+Inf"} 5
        cassette_review_duration_seconds_sum 2.5
        cassette_review_duration_seconds_count 5
        # HELP cassette_connections_total Connections accepted.
        # TYPE cassette_connections_total counter
        cassette_connections_total 2
        # HELP cassette_connections_open Connections that are open.
        # TYPE cassette_connections_open gauge
        cassette_connections_open 1
        # HELP cassette_connections_shed_total Connections dropped because the server was full.
        # TYPE cassette_connections_shed_total counter
        cassette_connections_shed_total 3
        # HELP cassette_tls_handshakes_total TLS handshakes completed.
        # TYPE cassette_tls_handshakes_total counter
        cassette_tls_handshakes_total 4
        # HELP cassette_tls_handshake_failures_total TLS handshakes that failed.
        # TYPE cassette_tls_handshake_failures_total counter
        cassette_tls_handshake_failures_total 5
        # HELP cassette_tls_clients_refused_total Connections of clients that are not allowed, by reason.
        # TYPE cassette_tls_clients_refused_total counter
        cassette_tls_clients_refused_total{reason="certificate"} 9
        cassette_tls_clients_refused_total{reason="name"} 10
        # HELP cassette_http_requests_total Requests read completely.
        # TYPE cassette_http_requests_total counter
        cassette_http_requests_total 6
        # HELP cassette_http_received_bytes_total Bytes received, TLS included.
        # TYPE cassette_http_received_bytes_total counter
        cassette_http_received_bytes_total 7
        # HELP cassette_http_sent_bytes_total Bytes sent, TLS included.
        # TYPE cassette_http_sent_bytes_total counter
        cassette_http_sent_bytes_total 8
        # HELP cassette_http_refusals_total Requests that the server answered itself, by status.
        # TYPE cassette_http_refusals_total counter
        cassette_http_refusals_total{status="408"} 2
        cassette_http_refusals_total{status="503"} 1
        # HELP cassette_certificate_expiry_timestamp_seconds When the serving certificate expires.
        # TYPE cassette_certificate_expiry_timestamp_seconds gauge
        cassette_certificate_expiry_timestamp_seconds 1800000000

        """)
  }
}
