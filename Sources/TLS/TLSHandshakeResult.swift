// SPDX-License-Identifier: Apache-2.0

/// What one step of a handshake came to.
package enum TLSHandshakeResult: Equatable, Sendable {
  case complete(TLSParameters)
  case wantsMoreInput
}
