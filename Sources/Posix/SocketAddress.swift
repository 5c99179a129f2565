// SPDX-License-Identifier: Apache-2.0

/// The address of one end of a TCP connection.
package enum SocketAddress: Hashable, Sendable {
  /// - Parameter host: the four bytes, the first one highest.
  case ipv4(host: UInt32, port: UInt16)
  /// - Parameter scope: the index of the interface a link-local address belongs to; else zero.
  case ipv6(host: UInt128, port: UInt16, scope: UInt32)

  package static func anyIPv4(port: UInt16) -> SocketAddress { .ipv4(host: 0, port: port) }
  package static func anyIPv6(port: UInt16) -> SocketAddress { .ipv6(host: 0, port: port, scope: 0) }

  package var port: UInt16 {
    switch self {
    case .ipv4(_, let port), .ipv6(_, let port, _): port
    }
  }
}
