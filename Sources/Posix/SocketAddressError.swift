// SPDX-License-Identifier: Apache-2.0

/// A text that is no address to listen on or to connect to.
package struct SocketAddressError: Error, Equatable, CustomStringConvertible {
  package let text: String
  package let reason: String

  /// `"localhost" is no address: it has no port; write HOST:PORT, as in 127.0.0.1:8443, [::1]:8443 or :8443`
  package var description: String { "\"\(text)\" is no address: \(reason)" }
}
