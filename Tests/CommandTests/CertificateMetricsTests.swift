// SPDX-License-Identifier: Apache-2.0
import Certificates
import Testing

@testable import Command
@testable import HTTPServer
@testable import Webhook

@Suite("Metrics of certificates")
struct CertificateMetricsTests {
  private func lines(_ report: CertificateReport?) -> [Substring] {
    var page = MetricsPage(ServerMetrics.Snapshot(), ReviewMetrics.Snapshot(), certificateNotAfter: 5)
    page.add(report)
    return page.text.split(separator: "\n").filter { $0.contains("cassette_certificate") && !$0.hasPrefix("#") }
  }

  @Test("who makes certificates tells of them")
  func own() {
    var report = CertificateReport()
    (report.authorityNotAfter, report.rotations, report.errors) = (7, 3, 2)
    #expect(
      lines(report) == [
        "cassette_certificate_expiry_timestamp_seconds 5", "cassette_certificate_authority_expiry_timestamp_seconds 7",
        "cassette_certificate_rotations_total 3", "cassette_certificate_errors_total 2",
      ])
  }

  @Test("who takes them from files knows their end only")
  func files() {
    #expect(lines(nil) == ["cassette_certificate_expiry_timestamp_seconds 5"])
  }
}
