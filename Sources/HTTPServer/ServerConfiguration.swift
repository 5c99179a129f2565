// SPDX-License-Identifier: Apache-2.0
package import TLS

/// How one listener behaves.
package struct ServerConfiguration: Sendable {
  /// Event loops, each on a thread of its own: 1 to 64.
  package var loops = 1
  /// Offer HTTP/2 by ALPN; HTTP/1.1 always is.
  package var http2 = true
  /// How long `/readyz` says no before the listener closes on a graceful stop, so that endpoints are withdrawn first.
  package var drainDelay = Duration.seconds(5)
  /// What is still unanswered after this long is cut off.
  package var drainTimeout = Duration.seconds(20)
  package var limits = Limits()

  /// What to speak, for the `TLSContext`.
  package var protocols: [ALPNProtocol] { http2 ? [.http2, .http11] : [.http11] }

  package init() {}
}
