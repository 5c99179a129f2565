// SPDX-License-Identifier: Apache-2.0

/// What an accept brought, sorted by what a listener does about it.
package enum AcceptResult: ~Copyable, Sendable {
  case accepted(Socket, from: SocketAddress)
  /// Nobody is waiting: back to epoll.
  case wouldBlock
  /// One connection died before it was accepted: the next may be fine, try on.
  case connectionAborted
  /// No descriptor or memory for one more socket. The connection stays in the queue and keeps the listener readable, so
  /// stop watching it for a while, or the loop spins.
  case outOfResources(SystemError)
}
