// SPDX-License-Identifier: Apache-2.0

/// Whom to believe, and who we are, over TLS. All of it PEM, held in memory.
package struct OutboundSecurity: Sendable, Hashable {
  /// The authorities to trust; nil for the system's.
  package var authorities: [UInt8]?
  package var certificate: [UInt8]?
  package var key: [UInt8]?
  /// The name that the server's certificate must have, where it is not the one in the URL.
  package var serverName: String?
  /// The user asked for it, in a kubeconfig file; nothing of ours does.
  package var skipsVerification: Bool

  package init(
    authorities: [UInt8]? = nil, certificate: [UInt8]? = nil, key: [UInt8]? = nil, serverName: String? = nil,
    skipsVerification: Bool = false
  ) {
    self.authorities = authorities
    self.certificate = certificate
    self.key = key
    self.serverName = serverName
    self.skipsVerification = skipsVerification
  }
}
