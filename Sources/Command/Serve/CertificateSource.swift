// SPDX-License-Identifier: Apache-2.0
import Certificates
import HTTPServer
import ServiceLifecycle

/// Where the serving certificate comes from. Runs for as long as it may be replaced.
protocol CertificateSource: Service {
  var slot: TLSContextSlot { get }
  /// Seconds since 1970 after which clients refuse the certificate.
  var notAfter: Int64 { get }
  /// Why clients would refuse it now; nil if nothing speaks for that.
  var obstacle: String? { get }
  /// Nil where certificates are somebody else's business.
  var report: CertificateReport? { get }
}

extension CertificateSource {
  var report: CertificateReport? { nil }
}
