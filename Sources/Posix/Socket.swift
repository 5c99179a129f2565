// SPDX-License-Identifier: Apache-2.0
private import CLinux
internal import Glibc

/// A TCP connection, accepted or made.
package struct Socket: ~Copyable, Sendable {
  package let descriptor: FileDescriptor

  package init(owning descriptor: consuming FileDescriptor) { self.descriptor = descriptor }

  /// Connects and waits, for programs that have nothing else to do (probes and tests).
  /// - Parameter timeout: the longest that this call, and later each send and receive, may wait; a send or receive that
  ///   waited so long answers `.wouldBlock`.
  package static func connect(to address: SocketAddress, timeout: Duration) throws(SystemError) -> Socket {
    let socket = Socket(owning: try open(for: address, blocking: true))
    try socket.limitWaits(to: timeout)
    let descriptor = socket.descriptor.rawValue
    do {
      try SystemCall.make("connect") { address.withSockaddr { Glibc.connect(descriptor, $0, $1) } }
    } catch {
      throw error.on(address.description)
    }
    return socket
  }

  /// Takes what has arrived, at most as many bytes as fit.
  package borrowing func receive(into buffer: inout MutableRawSpan) throws(SystemError) -> ReceiveResult {
    precondition(buffer.byteCount > 0, "without room, an end of stream cannot be told from nothing read")
    let socket = descriptor.rawValue
    let result = try buffer.withUnsafeMutableBytes { bytes throws(SystemError) in
      try SystemCall.makeNonblocking("recv") { recv(socket, bytes.baseAddress, bytes.count, 0) }
    }
    return switch result {
    case .done(0): .endOfStream
    case .done(let count): .bytes(count)
    case .wouldBlock: .wouldBlock
    }
  }

  /// Sends what the kernel takes now, which may be fewer bytes than given. A peer that went away is an error, never the
  /// signal SIGPIPE.
  package borrowing func send(_ bytes: RawSpan) throws(SystemError) -> SystemCallResult {
    let socket = descriptor.rawValue
    return try bytes.withUnsafeBytes { bytes throws(SystemError) in
      try SystemCall.makeNonblocking("send") {
        Glibc.send(socket, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
      }
    }
  }

  /// Sends small writes at once: an answer is written whole, so there is nothing to wait for and join.
  package borrowing func disableDelay() throws(SystemError) {
    try descriptor.setOption(IPPROTO_TCP, TCP_NODELAY, to: Int32(1))
  }

  /// Tells the peer that nothing more will be sent; receiving goes on.
  package borrowing func shutdownSending() throws(SystemError) {
    let socket = descriptor.rawValue
    try SystemCall.make("shutdown") { shutdown(socket, Int32(SHUT_WR)) }
  }

  /// Gives the descriptor's number, and the duty to close it, to the caller: a listener hands connections to loops of
  /// other threads through queues, and those hold only copyable values. `Socket(owning:)` takes it up again.
  package consuming func release() -> Int32 { descriptor.release() }

  package borrowing func localAddress() throws(SystemError) -> SocketAddress { try descriptor.localAddress() }

  /// A new TCP socket of the address's family, closed in child processes.
  static func open(for address: SocketAddress, blocking: Bool) throws(SystemError) -> FileDescriptor {
    let wait = blocking ? 0 : SOCK_NONBLOCK.rawValue
    let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | wait)
    return FileDescriptor(owning: try SystemCall.make("socket") { socket(address.family, type, 0) })
  }

  private borrowing func limitWaits(to timeout: Duration) throws(SystemError) {
    precondition(timeout > .zero, "the kernel takes a timeout of zero for none")
    let (seconds, attoseconds) = timeout.components
    let limit = timeval(tv_sec: Int(seconds), tv_usec: Int(attoseconds / 1_000_000_000_000))
    try descriptor.setOption(SOL_SOCKET, SO_RCVTIMEO, to: limit)
    try descriptor.setOption(SOL_SOCKET, SO_SNDTIMEO, to: limit)
  }
}
