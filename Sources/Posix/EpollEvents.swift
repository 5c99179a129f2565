// SPDX-License-Identifier: Apache-2.0
private import CLinux

/// What a descriptor is watched for, and what was found.
package struct EpollEvents: OptionSet, Hashable, Sendable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }

  /// There are bytes to read, a connection to accept, or an end of stream to see.
  package static let readable = EpollEvents(rawValue: EPOLLIN.rawValue)
  /// A write would take at least a byte.
  package static let writable = EpollEvents(rawValue: EPOLLOUT.rawValue)
  /// The peer has shut down its sending side.
  package static let peerClosed = EpollEvents(rawValue: EPOLLRDHUP.rawValue)
  /// Both directions are shut down. Reported unasked.
  package static let hangUp = EpollEvents(rawValue: EPOLLHUP.rawValue)
  /// The descriptor has an error, which the next read or write will tell. Reported unasked.
  package static let error = EpollEvents(rawValue: EPOLLERR.rawValue)
}
