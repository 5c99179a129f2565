// SPDX-License-Identifier: Apache-2.0

/// How it stands with the certificates of a replica.
package struct CertificateReport: Sendable, Equatable {
  /// Why this replica should be sent no reviews; nil if it should.
  package var obstacle: String?
  /// When the leaf that is served ends, in seconds since 1970; nil before the first.
  package var notAfter: Int64?
  /// When the authority ends that signs.
  package var authorityNotAfter: Int64?
  /// Leaves that this replica has put into use, the first not counted.
  package var rotations = 0
  /// Requests that failed and certificates that could not be made.
  package var errors = 0

  package init() {}
}
