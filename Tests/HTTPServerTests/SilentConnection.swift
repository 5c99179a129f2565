// SPDX-License-Identifier: Apache-2.0
import Posix

/// A connection that says nothing; sockets themselves cannot be in an array.
final class SilentConnection {
  private let socket: Socket

  init(to address: SocketAddress) throws { socket = try Socket.connect(to: address, timeout: .seconds(20)) }
}
