// SPDX-License-Identifier: Apache-2.0

/// An operation of TLS or on a certificate that failed, with everything the library had to say about it.
package struct TLSError: Error, Equatable, CustomStringConvertible {
  /// What was being done, in words.
  package let operation: String
  /// From the first cause to the last consequence.
  package let reasons: [String]
  /// The peer showed no certificate, or one that is not trusted.
  package let isAboutPeerCertificate: Bool

  package init(operation: String, reasons: [String], isAboutPeerCertificate: Bool = false) {
    self.operation = operation
    self.reasons = reasons
    self.isAboutPeerCertificate = isAboutPeerCertificate
  }

  /// `TLS handshake: no shared cipher (SSL routines)`
  package var description: String {
    reasons.isEmpty ? "\(operation): the library gave no reason" : "\(operation): \(reasons.joined(separator: "; "))"
  }
}
