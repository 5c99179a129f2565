// SPDX-License-Identifier: Apache-2.0
import ClusterFacts
import HTTPServer
import Reconcilers
import Webhook

/// The text that Prometheus reads (https://prometheus.io/docs/instrumenting/exposition_formats, version 0.0.4).
struct MetricsPage {
  private(set) var text = ""

  /// - Parameters:
  ///   - watches: none where no cluster is watched.
  ///   - operations: nil where no cluster is watched.
  ///   - reconciler: nil where nothing is reconciled.
  ///   - certificateNotAfter: in seconds since 1970.
  init(
    _ server: ServerMetrics.Snapshot, _ reviews: ReviewMetrics.Snapshot, _ watches: [WatchedReport] = [],
    _ operations: WatchedOperations? = nil, _ reconciler: ReconcilerReport? = nil, certificateNotAfter: Int64
  ) {
    add(reviews)
    add(watches)
    add(operations)
    add(reconciler)
    counter("cassette_connections_total", "Connections accepted.", server.connections)
    gauge("cassette_connections_open", "Connections that are open.", server.connectionsOpen)
    counter(
      "cassette_connections_shed_total", "Connections dropped because the server was full.", server.connectionsShed)
    counter("cassette_tls_handshakes_total", "TLS handshakes completed.", server.handshakes)
    counter("cassette_tls_handshake_failures_total", "TLS handshakes that failed.", server.handshakesFailed)
    head("cassette_tls_clients_refused_total", "Connections of clients that are not allowed, by reason.", "counter")
    line("cassette_tls_clients_refused_total", "reason=\"certificate\"", "\(server.clientsWithoutTrust)")
    line("cassette_tls_clients_refused_total", "reason=\"name\"", "\(server.clientsOfOtherName)")
    counter("cassette_http_requests_total", "Requests read completely.", server.requests)
    counter("cassette_http_received_bytes_total", "Bytes received, TLS included.", server.bytesReceived)
    counter("cassette_http_sent_bytes_total", "Bytes sent, TLS included.", server.bytesSent)
    head("cassette_http_refusals_total", "Requests that the server answered itself, by status.", "counter")
    for (status, count) in server.refusals.sorted(by: { $0.key < $1.key }) {
      line("cassette_http_refusals_total", "status=\"\(status)\"", "\(count)")
    }
    gauge(
      "cassette_certificate_expiry_timestamp_seconds", "When the serving certificate expires.",
      Int(certificateNotAfter))
  }

  private mutating func add(_ reviews: ReviewMetrics.Snapshot) {
    head("cassette_reviews_total", "Admission reviews answered.", "counter")
    lines("cassette_reviews_total", reviews.reviews) {
      [("webhook", $0.webhook), ("kind", $0.kind), ("operation", $0.operation), ("verdict", $0.verdict)]
    }
    head("cassette_review_findings_total", "Findings of validated objects, by rule.", "counter")
    lines("cassette_review_findings_total", reviews.findings) { [("rule", $0.rule), ("verdict", $0.verdict)] }

    head("cassette_review_duration_seconds", "Time from the arrival of a whole review to its answer.", "histogram")
    var cumulative = 0
    for (bound, count) in zip(ReviewMetrics.bounds.map { "\($0)" } + ["+Inf"], reviews.buckets) {
      cumulative += count
      line("cassette_review_duration_seconds_bucket", "le=\"\(bound)\"", "\(cumulative)")
    }
    line("cassette_review_duration_seconds_sum", "", "\(reviews.seconds)")
    line("cassette_review_duration_seconds_count", "", "\(cumulative)")
  }

  mutating func counter(_ name: String, _ help: String, _ value: Int) {
    head(name, help, "counter")
    line(name, "", "\(value)")
  }

  mutating func gauge(_ name: String, _ help: String, _ value: Int) {
    head(name, help, "gauge")
    line(name, "", "\(value)")
  }

  mutating func head(_ name: String, _ help: String, _ type: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
  }

  /// Label values are words of ours, which need no escapes.
  mutating func lines<Labels>(
    _ name: String, _ counts: [Labels: Int], _ labels: (Labels) -> [(name: String, value: String)]
  ) {
    let lines = counts.map { key, count in
      (labels: labels(key).map { "\($0.name)=\"\($0.value)\"" }.joined(separator: ","), count: count)
    }
    for (labels, count) in lines.sorted(by: { $0.labels < $1.labels }) { line(name, labels, "\(count)") }
  }

  /// Piece by piece: there may be a hundred thousand.
  mutating func line(_ name: String, _ labels: String, _ value: String) {
    text += name
    if !labels.isEmpty {
      text += "{"
      text += labels
      text += "}"
    }
    text += " "
    text += value
    text += "\n"
  }
}
