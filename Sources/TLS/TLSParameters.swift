// SPDX-License-Identifier: Apache-2.0

/// What two peers agreed on in their handshake.
package struct TLSParameters: Equatable, Sendable {
  package let version: TLSVersion
  /// Nil when the client named no protocol, as HTTP/1.1 clients may.
  package let applicationProtocol: ALPNProtocol?

  package init(version: TLSVersion, applicationProtocol: ALPNProtocol?) {
    self.version = version
    self.applicationProtocol = applicationProtocol
  }
}
