// SPDX-License-Identifier: Apache-2.0

/// From when to when a certificate is valid, in seconds since 1970; both ends belong to it (RFC 5280, 4.1.2.5).
package struct CertificateValidity: Hashable, Sendable {
  package let notBefore: Int64
  package let notAfter: Int64

  package init(notBefore: Int64, notAfter: Int64) {
    self.notBefore = notBefore
    self.notAfter = notAfter
  }

  package func contains(_ seconds: Int64) -> Bool { notBefore <= seconds && seconds <= notAfter }
}
