// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Outbound
import TestSupport
import Testing

@testable import KubeClient

/// Whoever waits for a sleeper that does not come waits for ever.
@Suite("Sending requests", .timeLimit(.minutes(1)))
struct RequestSenderTests {
  private let clock = ManualClock()

  private static func busy(_ status: Int, retryAfter: String?) -> MemoryTransport.Answer {
    .json("later", status: status, fields: retryAfter.map { [OutboundField("retry-after", $0)] } ?? [])
  }

  private func get(_ transport: MemoryTransport, timeout: Duration = .seconds(30)) async throws(KubeError) -> KubeObject
  {
    let client = try? TestClient.make(transport, clock: clock)
    guard let client else { throw KubeError(verb: "", path: "", cause: .malformed("no client")) }
    return try await client.with(timeout: timeout).get(TestClient.backups, TestClient.key)
  }

  @Test("a request says what it accepts, who sends it, whom it trusts, and has an end")
  func fields() async throws {
    let transport = MemoryTransport(.json(TestClient.object))
    let client = try TestClient.make(transport, authentication: .token(Secret("t0ken")), clock: clock)
    _ = try await client.get(TestClient.backups, TestClient.key)
    let request = try #require(transport.requests.first)
    #expect(request.url == "https://api:6443/apis/db.orange.com/v2/namespaces/ns/cassandrabackups/daily")
    #expect(request.fields["accept"] == "application/json")
    #expect(request.fields["user-agent"] == "cassette/test")
    #expect(request.fields["authorization"] == "Bearer t0ken")
    #expect(request.security?.authorities == Array("CA".utf8))
    #expect(request.timeouts.total == .seconds(30))
    #expect(request.timeouts.connect == .seconds(5))
  }

  @Test("over plain HTTP there is no TLS")
  func plain() async throws {
    let transport = MemoryTransport(.json(TestClient.object))
    let connection = ClusterConnection(server: try ServerURL("http://localhost:8001/api-of/x/"))
    let client = ClusterClient(connection, transport: transport, userAgent: "cassette/test", clock: clock)
    _ = try await client.get(TestClient.secrets, TestClient.key)
    #expect(transport.requests[0].security == nil)
    #expect(transport.requests[0].url == "http://localhost:8001/api-of/x/api/v1/namespaces/ns/secrets/daily")
  }

  @Test("a caller may have less time")
  func shorter() async throws {
    let transport = MemoryTransport(.json(TestClient.object))
    _ = try await get(transport, timeout: .seconds(2))
    #expect(transport.requests[0].timeouts == OutboundTimeouts(connect: .seconds(2), total: .seconds(2)))
  }

  @Test("the server's word is waited for, and a little longer", arguments: [429, 500, 503])
  func retryAfter(_ status: Int) async throws {
    let transport = MemoryTransport(Self.busy(status, retryAfter: "2"), .json(TestClient.object))
    async let object = get(transport)
    let pause = await clock.advanceToNextSleeper()
    #expect(try await object.name == "daily")
    #expect((.seconds(2) ... .milliseconds(2_500)).contains(pause))
    // What is left of the time is what the second attempt has.
    #expect(transport.requests[1].timeouts.total == .seconds(30) - pause)
  }

  @Test(
    "without a word of the server, nothing is repeated",
    arguments: [(429, nil), (500, nil), (503, "soon"), (503, "-1"), (404, "1"), (409, "1"), (422, "1")])
  func noRetry(_ status: Int, _ retryAfter: String?) async throws {
    let transport = MemoryTransport(Self.busy(status, retryAfter: retryAfter), .json(TestClient.object))
    let error = await #expect(throws: KubeError.self) { try await get(transport) }
    #expect(error?.code == status)
    #expect(transport.requests.count == 1)
  }

  @Test("what cannot be waited for within the request's time is the caller's business, with the server's word")
  func retryTooLate() async throws {
    let transport = MemoryTransport(Self.busy(429, retryAfter: "3"), .json(TestClient.object))
    let error = await #expect(throws: KubeError.self) { try await get(transport, timeout: .seconds(3)) }
    #expect(error?.retryAfter == .seconds(3))
    #expect(error?.isTransient == true)
  }

  @Test("a word that goes beyond all clocks does no harm")
  func retryNever() async throws {
    let transport = MemoryTransport { _ in Self.busy(429, retryAfter: "9223372036854775807") }
    let error = await #expect(throws: KubeError.self) { try await get(transport) }
    #expect(error?.retryAfter == .seconds(86_400))
  }

  @Test("a server that is starting is asked again after two seconds, although it asks for ten")
  func starting() async throws {
    let transport = MemoryTransport(Self.busy(503, retryAfter: "10"), .json(TestClient.object))
    async let object = get(transport)
    let pause = await clock.advanceToNextSleeper()
    #expect(try await object.name == "daily")
    #expect((.seconds(2) ... .milliseconds(2_500)).contains(pause))
  }

  @Test("attempts have an end")
  func attempts() async throws {
    let transport = MemoryTransport { _ in Self.busy(503, retryAfter: "1") }
    async let failure = #expect(throws: KubeError.self) { try await get(transport, timeout: .seconds(600)) }
    for _ in 1..<RetryAfter.mostAttempts { await clock.advanceToNextSleeper() }
    #expect(await failure?.code == 503)
    #expect(transport.requests.count == RetryAfter.mostAttempts)
  }

  @Test("who waits for the server's word can be cancelled")
  func cancelled() async throws {
    let transport = MemoryTransport { _ in Self.busy(503, retryAfter: "1") }
    let task = Task { try await get(transport) }
    await clock.sleeper()
    task.cancel()
    let error = await #expect(throws: KubeError.self) { try await task.value }
    #expect(error?.cause == .cancelled)
  }

  @Test("more requests than the rate allows wait, and can be cancelled")
  func rate() async throws {
    let transport = MemoryTransport { _ in .json(TestClient.object) }
    let client = try TestClient.make(transport, clock: clock)
    for _ in 0..<400 { _ = try await client.get(TestClient.backups, TestClient.key) }
    let late = Task { try await client.get(TestClient.backups, TestClient.key) }
    #expect(await clock.sleeper() == .milliseconds(5))
    #expect(transport.requests.count == 400)
    late.cancel()
    let error = await #expect(throws: KubeError.self) { try await late.value }
    #expect(error?.cause == .cancelled)
    #expect(transport.requests.count == 400)
  }

  @Test("who cannot wait for the rate hears of it at once")
  func rateTooLate() async throws {
    let transport = MemoryTransport { _ in .json(TestClient.object) }
    let client = try TestClient.make(transport, clock: clock)
    for _ in 0..<400 { _ = try await client.get(TestClient.backups, TestClient.key) }
    let error = await #expect(throws: KubeError.self) {
      try await client.with(timeout: .milliseconds(4)).get(TestClient.backups, TestClient.key)
    }
    #expect(error?.reason == "too many requests of our own are waiting to be sent")
  }

  @Test(
    "failures of the network say whether the request may have arrived",
    arguments: [
      (TransportError.unreachable("refused"), KubeError.Cause.unreachable("refused")),
      (.unusable("no URL"), .unreachable("no URL")),
      (.untrusted("another name"), .unreachable("another name")),
      (.timedOut(beforeConnecting: true, "late"), .unreachable("late")),
      (.timedOut(beforeConnecting: false, "late"), .unanswered("late")),
      (.broken("cut"), .unanswered("cut")),
      (.unreadable("too long"), .malformed("too long")),
      (.cancelled, .cancelled),
    ])
  func transport(_ error: TransportError, _ cause: KubeError.Cause) async throws {
    let failure = await #expect(throws: KubeError.self) { try await get(MemoryTransport(.failure(error))) }
    #expect(failure?.cause == cause)
    #expect(failure?.verb == "get")
    #expect(failure?.path == "/apis/db.orange.com/v2/namespaces/ns/cassandrabackups/daily")
  }

  @Test("the server's own reason is told")
  func status() async throws {
    let body =
      #"{"kind":"Status","apiVersion":"v1","status":"Failure","message":"secrets \"daily\" is forbidden","reason":"Forbidden","code":403}"#
    let failure = await #expect(throws: KubeError.self) {
      try await get(MemoryTransport(.json(body, status: 403)))
    }
    #expect(
      failure?.description
        == "get /apis/db.orange.com/v2/namespaces/ns/cassandrabackups/daily: 403 Forbidden: secrets \"daily\" is forbidden"
    )
  }

  @Test(
    "an answer that is no Status is told on one short line",
    arguments: [
      ("404 page not found\n", "404: 404 page not found"),
      ("", "404: the answer says nothing more"),
      ("<html>\r\n  <title>Bad\u{1B}[31m</title>", "404: <html> <title>Bad\u{FFFD}[31m</title>"),
      (#"{"kind":"Pod"}"#, #"404: {"kind":"Pod"}"#),
      (String(repeating: "x", count: 100_000), "404: " + String(repeating: "x", count: 199) + "…"),
    ])
  func plainText(_ body: String, _ reason: String) async throws {
    let failure = await #expect(throws: KubeError.self) {
      try await get(MemoryTransport(.json(body, status: 404)))
    }
    #expect(failure?.reason == reason)
  }

  @Test("a successful answer that is no object is malformed", arguments: ["", "[]", "1", "{", "null"])
  func malformed(_ body: String) async throws {
    let failure = await #expect(throws: KubeError.self) { try await get(MemoryTransport(.json(body))) }
    guard case .malformed = failure?.cause else {
      Issue.record("\(String(describing: failure))")
      return
    }
  }
}
