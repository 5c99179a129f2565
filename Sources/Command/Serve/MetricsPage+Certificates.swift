// SPDX-License-Identifier: Apache-2.0
import Certificates

extension MetricsPage {
  /// Nothing where certificates are somebody else's business.
  mutating func add(_ report: CertificateReport?) {
    guard let report else { return }
    gauge(
      "cassette_certificate_authority_expiry_timestamp_seconds", "When the authority expires that signs.",
      Int(report.authorityNotAfter ?? 0))
    counter(
      "cassette_certificate_rotations_total", "Serving certificates that took the place of another.", report.rotations)
    counter(
      "cassette_certificate_errors_total", "Requests about certificates that failed, and certificates not made.",
      report.errors)
  }
}
