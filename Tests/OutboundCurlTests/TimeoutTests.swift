// SPDX-License-Identifier: Apache-2.0
import Glibc
import Outbound
import Testing

@testable import OutboundCurl

@Suite("A request that takes too long", .timeLimit(.minutes(1)))
struct TimeoutTests {
  let transport: CurlTransport
  private static let short = Duration.milliseconds(50)
  private static let long = Duration.seconds(300)

  init() throws { transport = try CurlTransport() }

  @Test("without a head the request may have arrived, and the connection is closed")
  func head() async throws {
    let ended = Fact()
    let server = try ScriptedServer.silent(ended: ended)
    // Long enough for the connection to be made, on a machine that is not dead.
    let request = OutboundRequest(
      .get, server.url + "/?token=hidden", timeouts: OutboundTimeouts(connect: Self.long, total: .seconds(2)))
    await #expect(
      throws: TransportError.timedOut(
        beforeConnecting: false, "127.0.0.1:\(server.port): the response did not end within 2.0 seconds")
    ) { try await transport.response(to: request) }
    await ended.wait()
  }

  @Test("a body that does not end is too late, whether it is read whole or as a stream")
  func body() async throws {
    let server = try ScriptedServer { connection in
      _ = connection.request()
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
      connection.waitForEnd()
    }
    // Long enough for the first bytes to come in between, on a machine that is not dead.
    let request = OutboundRequest(.get, server.url, timeouts: OutboundTimeouts(connect: Self.long, total: .seconds(2)))
    let error = await #expect(throws: TransportError.self) { try await transport.response(to: request) }
    #expect(error?.kind == .timedOut)
    let stream = try await transport.stream(request)
    #expect(try await stream.next() == Array("abc".utf8))
    let cut = await #expect(throws: TransportError.self) { try await stream.next() }
    #expect(cut?.kind == .timedOut)
  }

  @Test("a stream on which nothing comes is idle")
  func idle() async throws {
    let server = try ScriptedServer { connection in
      _ = connection.request()
      connection.send("HTTP/1.1 200 OK\r\n\r\nabc")
      connection.waitForEnd()
    }
    let timeouts = OutboundTimeouts(connect: Self.long, total: nil, idle: .seconds(1))
    let stream = try await transport.stream(OutboundRequest(.get, server.url, timeouts: timeouts))
    #expect(try await stream.next() == Array("abc".utf8))
    await #expect(
      throws: TransportError.timedOut(
        beforeConnecting: false, "127.0.0.1:\(server.port): nothing was received for 1.0 seconds")
    ) { try await stream.next() }
  }

  @Test(
    "a server that does not take part in the handshake was sent nothing",
    arguments: [
      OutboundTimeouts(connect: short, total: nil), OutboundTimeouts(connect: long, total: short),
      OutboundTimeouts(connect: long, total: nil, idle: short),
    ])
  func handshake(timeouts: OutboundTimeouts) async throws {
    let server = try ScriptedServer { $0.waitForEnd() }
    let request = OutboundRequest(.post, "https://127.0.0.1:\(server.port)/", body: [1], timeouts: timeouts)
    let error = await #expect(throws: TransportError.self) { try await transport.response(to: request) }
    #expect(error?.kind == .timedOutBeforeConnecting, "\(String(describing: error))")
    #expect(error?.mayHaveArrived == false)
  }

  @Test("the kernel is asked to notice a peer that has vanished")
  func deadPeer() async throws {
    let began = Fact()
    let server = try ScriptedServer.silent(began: began)
    let task = Task { try await transport.response(to: OutboundRequest(.get, server.url)) }
    await began.wait()
    let descriptor = try #require(try Descriptors.connected(toPort: server.port).first)
    #expect(Descriptors.option(descriptor, SOL_SOCKET, SO_KEEPALIVE) == 1)
    #expect(Descriptors.option(descriptor, Int32(IPPROTO_TCP), TCP_KEEPIDLE) == 10)
    #expect(Descriptors.option(descriptor, Int32(IPPROTO_TCP), TCP_KEEPINTVL) == 5)
    #expect(Descriptors.option(descriptor, Int32(IPPROTO_TCP), TCP_KEEPCNT) == 3)
    #expect(Descriptors.option(descriptor, Int32(IPPROTO_TCP), TCP_USER_TIMEOUT) == 25_000)
    task.cancel()
    _ = await task.result
  }

  @Test("a program that is started meanwhile does not keep a connection open")
  func inheritance() async throws {
    let began = Fact()
    let server = try ScriptedServer.silent(began: began)
    let task = Task { try await transport.response(to: OutboundRequest(.get, server.url)) }
    await began.wait()
    let descriptor = try #require(try Descriptors.connected(toPort: server.port).first)
    #expect(fcntl(descriptor, F_GETFD) == FD_CLOEXEC)
    task.cancel()
    _ = await task.result
  }
}
