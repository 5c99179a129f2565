// SPDX-License-Identifier: Apache-2.0

/// What came of a call on a descriptor that does not block.
///
/// "Not now" is the ordinary life of such a descriptor, so it is a value; only failures are thrown.
package enum SystemCallResult: Equatable, Sendable {
  /// The call did its work; for a transfer, so many bytes.
  case done(Int)
  /// Nothing could be done now; epoll tells when to try again.
  case wouldBlock
}
