// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Outbound
import TestSupport
import Testing

@testable import KubeClient

@Suite("The time of day that the API server tells")
struct ServerTimeTests {
  private let clock = ManualClock()

  private func time(_ date: String?) -> ServerTime {
    let time = ServerTime(AnyClock(clock))
    time.heard(date)
    return time
  }

  @Test("it goes on between answers, and the last answer counts")
  func goesOn() {
    let time = time("Sun, 06 Nov 1994 08:49:37 GMT")
    #expect(time.now?.description == "1994-11-06T08:49:37Z")
    clock.advance(by: .seconds(90))
    #expect(time.now?.description == "1994-11-06T08:51:07Z")
    time.heard("Sat, 05 Nov 1994 00:00:00 GMT")
    #expect(time.now?.description == "1994-11-05T00:00:00Z")
    time.heard(nil)
    #expect(time.now?.description == "1994-11-05T00:00:00Z")
  }

  @Test(
    "what is no time is not heard",
    arguments: [
      nil, "", "now", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "Sun, 06 Nov 1994 08:49:37 UTC",
      "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT",
      "Sun, 6 Nov 1994 08:49:37 GMT",
    ])
  func strange(_ date: String?) {
    #expect(time(date).now == nil)
  }

  @Test("a client hears it from each answer, also from one that refuses")
  func client() async throws {
    let transport = MemoryTransport(
      .json("{}", status: 404, fields: [OutboundField("date", "Sun, 06 Nov 1994 08:49:37 GMT")]))
    let client = try TestClient.make(transport, clock: clock)
    #expect(client.serverTime.now == nil)
    _ = try? await client.get(TestClient.backups, TestClient.key)
    #expect(client.serverTime.now?.description == "1994-11-06T08:49:37Z")
  }

  @Test("what is only tried says so in its request")
  func trying() async throws {
    let transport = MemoryTransport(.json(TestClient.object))
    _ = try await TestClient.make(transport).tryCreation(
      TestClient.backups, in: "ns", try TestClient.json(TestClient.object))
    #expect(transport.requests.map(\.url).last?.hasSuffix("/namespaces/ns/cassandrabackups?dryRun=All") == true)
    #expect(transport.requests.map(\.method.rawValue) == ["POST"])
  }
}
