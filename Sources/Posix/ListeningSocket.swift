// SPDX-License-Identifier: Apache-2.0
private import CLinux
internal import Glibc

/// A TCP socket that accepts connections and never blocks.
package struct ListeningSocket: ~Copyable, Sendable {
  package let descriptor: FileDescriptor

  /// Binds and listens.
  ///
  /// `[::]` listens on IPv4 too, whatever the machine's default for that is, and on IPv4 alone where the kernel has no
  /// IPv6. SO_REUSEPORT stays off: with it, a second server forgotten on the same port would silently take half of the
  /// connections instead of failing to start.
  ///
  /// - Parameter backlog: how many connections the kernel may accept ahead of us (it caps this at net.core.somaxconn).
  package init(_ address: SocketAddress, backlog: Int32 = 1024) throws(SystemError) {
    do {
      descriptor = try Self.listen(on: address, backlog)
    } catch {
      guard error.code == EAFNOSUPPORT, case .ipv6(host: 0, let port, _) = address else {
        throw error.on(address.description)
      }
      descriptor = try Self.listen(on: .anyIPv4(port: port), backlog)
    }
  }

  /// Where it listens; after port 0, with the port that the kernel chose.
  package borrowing func localAddress() throws(SystemError) -> SocketAddress { try descriptor.localAddress() }

  /// Takes the next connection out of the queue; it does not block either.
  package borrowing func accept() throws(SystemError) -> AcceptResult {
    let listener = descriptor.rawValue
    var accepted: Int32?
    do {
      let peer = try SocketAddress.filled { address, length throws(SystemError) in
        accepted = try Self.accept(listener, address, length)
      }
      guard let accepted else { return .wouldBlock }
      let socket = Socket(owning: FileDescriptor(owning: accepted))
      // An address of a family that we did not listen on cannot be; a closed connection is the safe answer.
      guard let peer else { return .connectionAborted }
      return .accepted(socket, from: peer)
    } catch {
      return try Self.result(of: error)
    }
  }

  private static func accept(
    _ listener: Int32, _ address: UnsafeMutablePointer<sockaddr>, _ length: UnsafeMutablePointer<socklen_t>
  ) throws(SystemError) -> Int32? {
    let flags = Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    let result = try SystemCall.makeNonblocking("accept4") { CLinux_accept4(listener, address, length, flags) }
    guard case .done(let descriptor) = result else { return nil }
    return Int32(descriptor)
  }

  /// Linux hands out a pending error of the new connection as an error of accept; accept(2) lists which those are.
  static func result(of error: SystemError) throws(SystemError) -> AcceptResult {
    if error.meansOutOfResources { return .outOfResources(error) }
    switch error.code {
    case ECONNABORTED, EPERM, ENETDOWN, EPROTO, ENOPROTOOPT, EHOSTDOWN, ENONET, EHOSTUNREACH, EOPNOTSUPP, ENETUNREACH:
      return .connectionAborted
    default:
      throw error
    }
  }

  private static func listen(on address: SocketAddress, _ backlog: Int32) throws(SystemError) -> FileDescriptor {
    let socket = try Socket.open(for: address, blocking: false)
    let number = socket.rawValue
    // Else the connections of a server that just stopped keep the port busy for a minute.
    try socket.setOption(SOL_SOCKET, SO_REUSEADDR, to: Int32(1))
    if case .ipv6(let host, _, _) = address {
      try socket.setOption(IPPROTO_IPV6, IPV6_V6ONLY, to: Int32(host == 0 ? 0 : 1))
    }
    try SystemCall.make("bind") { address.withSockaddr { bind(number, $0, $1) } }
    try SystemCall.make("listen") { Glibc.listen(number, backlog) }
    return socket
  }
}
