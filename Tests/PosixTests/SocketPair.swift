// SPDX-License-Identifier: Apache-2.0
import Glibc
import Testing

@testable import Posix

/// A listener on loopback and one connection to it, both ends in this process.
struct SocketPair: ~Copyable {
  let listener: ListeningSocket
  let client: Socket
  let server: Socket
  /// The client's address as the server sees it.
  let peer: SocketAddress

  init() throws {
    let listener = try ListeningSocket(SocketAddress("127.0.0.1:0"))
    let client = try Socket.connect(to: try listener.localAddress(), timeout: .seconds(10))
    try listener.descriptor.waitUntilReadable()
    switch try listener.accept() {
    case .accepted(let server, let peer):
      try server.disableDelay()
      self.init(listener: listener, client: client, server: server, peer: peer)
    default:
      throw SystemError(call: "accept4", code: EAGAIN)
    }
  }

  private init(
    listener: consuming ListeningSocket, client: consuming Socket, server: consuming Socket, peer: SocketAddress
  ) {
    self.listener = listener
    self.client = client
    self.server = server
    self.peer = peer
  }
}

extension FileDescriptor {
  borrowing func waitUntilReadable() throws {
    var target = pollfd(fd: rawValue, events: Int16(POLLIN), revents: 0)
    try #require(try SystemCall.make("poll") { poll(&target, 1, 10_000) } == 1)
  }
}

extension Socket {
  borrowing func send(_ bytes: [UInt8]) throws -> SystemCallResult { try send(bytes.span.bytes) }

  borrowing func receive() throws -> ReceiveResult {
    var buffer = [UInt8](repeating: 0, count: 100)
    var span = buffer.mutableSpan
    var bytes = span.mutableBytes
    return try receive(into: &bytes)
  }

  /// What arrives next; empty at the end of the stream.
  borrowing func receiveWhenReady() throws -> [UInt8] {
    try descriptor.waitUntilReadable()
    var buffer = [UInt8](repeating: 0, count: 100)
    var span = buffer.mutableSpan
    var bytes = span.mutableBytes
    guard case .bytes(let count) = try receive(into: &bytes) else { return [] }
    return Array(buffer.prefix(count))
  }

  /// How many bytes have arrived, without taking them.
  borrowing func peek() throws -> Int {
    try descriptor.waitUntilReadable()
    var byte: UInt8 = 0
    let socket = descriptor.rawValue
    return try SystemCall.make("recv") { recv(socket, &byte, 1, Int32(MSG_PEEK)) }
  }
}
