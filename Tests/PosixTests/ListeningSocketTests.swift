// SPDX-License-Identifier: Apache-2.0
import Glibc
import Testing

@testable import Posix

@Suite struct ListeningSocketTests {
  @Test("an accepted connection carries bytes both ways and ends with its peer")
  func conversation() throws {
    let pair = try SocketPair()
    #expect(try pair.client.send([1, 2, 3]) == .done(3))
    #expect(try pair.server.receiveWhenReady() == [1, 2, 3])
    #expect(try pair.server.send([4]) == .done(1))
    #expect(try pair.client.receiveWhenReady() == [4])
    try pair.client.shutdownSending()
    #expect(try pair.server.receiveWhenReady() == [])
  }

  @Test("an idle connection and an idle listener would block")
  func idle() throws {
    let pair = try SocketPair()
    #expect(try pair.server.receive() == .wouldBlock)
    switch try pair.listener.accept() {
    case .wouldBlock: break
    default: Issue.record("nobody connected, so nobody can be accepted")
    }
  }

  @Test("a peer that does not read makes sending block at a bound")
  func backPressure() throws {
    let pair = try SocketPair()
    let chunk = [UInt8](repeating: 0, count: 1 << 20)
    while case .done = try pair.server.send(chunk) {}
    #expect(try pair.server.send(chunk) == .wouldBlock)
  }

  @Test("sending to a peer that reset the connection is an error, not a signal")
  func peerLeft() throws {
    let pair = try SocketPair()
    let client = pair.client
    let server = pair.server
    // Closing with unread bytes sends a reset.
    #expect(try server.send([1]) == .done(1))
    #expect(try client.peek() == 1)
    drop(client)
    let error = #expect(throws: SystemError.self) {
      while true { _ = try server.send([1]) }
    }
    #expect(error?.meansPeerLeft == true)
  }

  @Test("the address says which port the kernel chose, and the peer's address is the client's")
  func addresses() throws {
    let pair = try SocketPair()
    #expect(try pair.listener.localAddress().port != 0)
    #expect(try pair.client.localAddress() == pair.peer)
  }

  @Test("a connection handed on by its number lives on")
  func handedOn() throws {
    let pair = try SocketPair()
    let server = pair.server
    let again = Socket(owning: FileDescriptor(owning: server.release()))
    #expect(try again.send([5]) == .done(1))
    #expect(try pair.client.receiveWhenReady() == [5])
  }

  @Test("a port in use is refused with the address in the message")
  func portInUse() throws {
    let first = try ListeningSocket(SocketAddress("127.0.0.1:0"))
    let address = try first.localAddress()
    let error = #expect(throws: SystemError.self) { _ = try ListeningSocket(address) }
    #expect(error?.description == "bind \(address): Address already in use (errno 98)")
  }

  @Test("listening on all addresses takes IPv4 connections too")
  func dualStack() throws {
    let listener = try ListeningSocket(SocketAddress(":0"))
    let address = SocketAddress.ipv4(host: 0x7f00_0001, port: try listener.localAddress().port)
    let client = try Socket.connect(to: address, timeout: .seconds(10))
    #expect(try client.localAddress().port != 0)
  }

  @Test("a connection refused names the address")
  func refused() throws {
    // Bound, so that nobody else gets the port, but not listening.
    let bound = try Socket.open(for: .anyIPv4(port: 0), blocking: false)
    let number = bound.rawValue
    try SystemCall.make("bind") { SocketAddress.ipv4(host: 0x7f00_0001, port: 0).withSockaddr { bind(number, $0, $1) } }
    let address = try bound.localAddress()
    let error = #expect(throws: SystemError.self) { _ = try Socket.connect(to: address, timeout: .seconds(10)) }
    #expect(error?.description == "connect \(address): Connection refused (errno 111)")
  }

  @Test("out of descriptors is a reason to wait", arguments: [EMFILE, ENFILE, ENOBUFS, ENOMEM])
  func outOfResources(code: Int32) throws {
    let error = SystemError(call: "accept4", code: code)
    switch try ListeningSocket.result(of: error) {
    case .outOfResources(let reason): #expect(reason == error)
    default: Issue.record("not recognised")
    }
  }

  @Test("an error of the new connection alone is no reason to stop", arguments: [ECONNABORTED, EPROTO, ENETUNREACH])
  func aborted(code: Int32) throws {
    switch try ListeningSocket.result(of: SystemError(call: "accept4", code: code)) {
    case .connectionAborted: break
    default: Issue.record("not recognised")
    }
  }

  @Test("an error of the listener itself is thrown")
  func listenerFailed() {
    let error = SystemError(call: "accept4", code: EINVAL)
    #expect(throws: error) { _ = try ListeningSocket.result(of: error) }
  }

  private func drop(_ socket: consuming Socket) {}
}
