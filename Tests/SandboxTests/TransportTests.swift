// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Outbound
import Sandbox
import Testing

@Suite("Requests to simulated sidecars in memory")
struct TransportTests {
  private static func world(_ faults: SidecarFaults = []) -> SidecarWorld {
    var world = World()
    world.cluster.setFaults(faults, World.pods[0], now: world.now)
    return SidecarWorld([world.cluster]) { World.start }
  }

  @Test("a request comes to the pod of its address, with its host")
  func answer() async throws {
    let fields = [OutboundField("content-type", "application/json")]
    let request = OutboundRequest(
      .post, "http://127.0.1.2:4567/operations", fields: fields, body: Array(World.backup().utf8))
    let world = Self.world()
    let response = try await SidecarTransport(world).response(to: request)
    #expect(response.head.status == 201)
    #expect(response.head.fields["location"]?.hasPrefix("http://127.0.1.2:4567/operations/") == true)
    #expect(world.withClusters { clusters, _ in clusters[0].liveOperations.map(\.pod) } == [World.pods[1]])
  }

  @Test(
    "what keeps a sidecar from answering is an error of the transport",
    arguments: [
      (SidecarFaults.down, "unreachable", false), (.hang, "timedOut", true), (.cutAfterAccepting, "broken", true),
    ])
  func errors(fault: SidecarFaults, name: String, mayHaveArrived: Bool) async {
    let error = await #expect(throws: TransportError.self) {
      try await SidecarTransport(Self.world(fault)).response(
        to: OutboundRequest(.post, "http://127.0.1.1:4567/operations"))
    }
    #expect(error.map { "\($0)".isEmpty } == false)
    #expect(error?.mayHaveArrived == mayHaveArrived)
    switch error {
    case .unreachable: #expect(name == "unreachable")
    case .timedOut: #expect(name == "timedOut")
    case .broken: #expect(name == "broken")
    default: Issue.record("\(String(describing: error))")
    }
  }

  @Test(
    "nobody listens elsewhere, and what is no URL of a sidecar is refused",
    arguments: ["http://127.0.1.9:4567/status", "http://127.0.1.1/status", "https://127.0.1.1:4567/status", "x"])
  func elsewhere(url: String) async {
    let error = await #expect(throws: TransportError.self) {
      try await SidecarTransport(Self.world()).response(to: OutboundRequest(.get, url))
    }
    #expect(error?.mayHaveArrived == false)
  }
}
