// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import Outbound
import Testing

@testable import OutboundCurl

@Suite("The end of a request from our side", .timeLimit(.minutes(1)))
struct EndingTests {
  @Test("cancelling the task that waits for a response ends the request at once")
  func cancelResponse() async throws {
    let transport = try CurlTransport()
    let (began, ended) = (Fact(), Fact())
    let server = try ScriptedServer.silent(began: began, ended: ended)
    let task = Task { try await transport.response(to: OutboundRequest(.get, server.url)) }
    await began.wait()
    task.cancel()
    await #expect(throws: TransportError.cancelled) { try await task.value }
    await ended.wait()
  }

  @Test("cancelling the task that waits for a piece ends the request at once")
  func cancelStream() async throws {
    let transport = try CurlTransport()
    let ended = Fact()
    let server = try ScriptedServer { connection in
      _ = connection.request()
      connection.send("HTTP/1.1 200 OK\r\n\r\n")
      connection.waitForEnd()
      ended.happen()
    }
    let stream = try await transport.stream(OutboundRequest(.get, server.url))
    let task = Task { try await stream.next() }
    task.cancel()
    await #expect(throws: TransportError.cancelled) { try await task.value }
    await ended.wait()
    await #expect(throws: TransportError.cancelled) { try await stream.next() }
  }

  @Test("a task that is cancelled already sends nothing")
  func cancelledBefore() async throws {
    let transport = try CurlTransport()
    let server = try ScriptedServer.answering { connection, _ in connection.answer("") }
    let gate = Fact()
    let task = Task {
      await gate.wait()
      return try await transport.response(to: OutboundRequest(.get, server.url))
    }
    task.cancel()
    gate.happen()
    await #expect(throws: TransportError.cancelled) { try await task.value }
    await transport.close()
    #expect(server.connections == 0)
  }

  @Test("a stream that nobody holds any more ends its request")
  func dropped() async throws {
    let transport = try CurlTransport()
    let ended = Fact()
    let server = try ScriptedServer { connection in
      _ = connection.request()
      connection.send("HTTP/1.1 200 OK\r\n\r\n")
      connection.waitForEnd()
      ended.happen()
    }
    // Without a time-out that would end it too.
    _ = try await transport.stream(OutboundRequest(.get, server.url, timeouts: OutboundTimeouts(total: nil)))
    await ended.wait()
  }

  @Test("a transport that is closed cancels what is under way, and takes nothing more")
  func closed() async throws {
    let transport = try CurlTransport()
    let (began, ended) = (Fact(), Fact())
    let silent = try ScriptedServer.silent(began: began, ended: ended)
    let other = try ScriptedServer { connection in
      _ = connection.request()
      connection.send("HTTP/1.1 200 OK\r\n\r\nabc")
      connection.waitForEnd()
    }
    let response = Task { try await transport.response(to: OutboundRequest(.get, silent.url)) }
    let stream = try await transport.stream(OutboundRequest(.get, other.url))
    #expect(try await stream.next() == Array("abc".utf8))
    await began.wait()
    await transport.close()
    await #expect(throws: TransportError.cancelled) { try await response.value }
    await #expect(throws: TransportError.cancelled) { try await stream.next() }
    await #expect(throws: TransportError.cancelled) {
      try await transport.response(to: OutboundRequest(.get, other.url))
    }
    await ended.wait()
    await transport.close()
  }

  @Test("a transport that nobody holds any more ends its streams")
  func droppedTransport() async throws {
    let ended = Fact()
    let server = try ScriptedServer { connection in
      _ = connection.request()
      connection.send("HTTP/1.1 200 OK\r\n\r\n")
      connection.waitForEnd()
      ended.happen()
    }
    let stream = try await CurlTransport().stream(OutboundRequest(.get, server.url))
    await #expect(throws: TransportError.cancelled) { try await stream.next() }
    await ended.wait()
  }

  @Test("after its end neither thread nor descriptor is left")
  func leaks() async throws {
    await #expect(processExitsWith: .success) {
      let server = try ScriptedServer.answering { connection, _ in connection.answer("ok") }
      var threads = 0
      for round in 0..<50 {
        let transport = try CurlTransport()
        _ = try await transport.response(to: OutboundRequest(.get, server.url))
        await transport.close()
        #expect(try Descriptors.connected(toPort: server.port) == [])
        if round == 0 { threads = try Self.threads }
      }
      // The last ones may just be on their way out.
      while try Self.threads > threads + 10 { await Task.yield() }
    }
  }

  private static var threads: Int {
    get throws { try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count }
  }
}
