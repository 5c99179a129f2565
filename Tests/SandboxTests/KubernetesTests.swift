// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Sandbox
import Testing

@Suite("What Kubernetes has of a simulated cluster")
struct KubernetesTests {
  @Test("a pod has the labels, names and states by which sidecars are found")
  func pod() throws {
    let world = World()
    let pods = world.cluster.pods(namespace: "cass").map(KubeObject.init)
    #expect(pods.map(\.name) == World.pods)
    let pod = try #require(pods.first)
    #expect(pod.label("app") == "cassandracluster")
    #expect(pod.label("cassandracluster") == "demo")
    #expect(pod.label("cassandraclusters.db.orange.com.dc") == "dc1")
    #expect(pod.label("cassandraclusters.db.orange.com.rack") == "rack1")
    #expect(pod.label("dc-rack") == "dc1-rack1")
    #expect(pod.spec?["hostname"]?.string == "demo-dc1-rack1-0")
    #expect(pod.spec?["subdomain"]?.string == "demo")
    #expect(pod.status?["podIP"]?.string == "127.0.1.1")
    let sidecar = try #require(pod.spec?["containers"]?.elements.first { $0["name"]?.string == "backrest-sidecar" })
    #expect(sidecar["image"]?.string == "ghcr.io/cscetbon/instaclustr-icarus:1.1.3")
    #expect(world.cluster.pods(namespace: "default").isEmpty)
  }

  private static func sidecar(_ world: World, _ node: Int) -> JSONValue? {
    world.cluster.pods(namespace: "cass")[node]["status"]?["containerStatuses"]?.elements
      .first { $0["name"]?.string == "backrest-sidecar" }
  }

  @Test("a restart shows in the container, a replacement in the pod")
  func changes() throws {
    var world = World()
    let before = KubeObject(world.cluster.pods(namespace: "cass")[0])
    world.pass(5)
    world.cluster.restart(World.pods[0], now: world.now)
    let restarted = KubeObject(world.cluster.pods(namespace: "cass")[0])
    #expect(restarted.uid == before.uid)
    #expect(Self.sidecar(world, 0)?["restartCount"]?.integer == 1)
    #expect(Self.sidecar(world, 0)?["state"]?["running"]?["startedAt"]?.string == "2024-05-01T02:00:05Z")
    world.cluster.replacePod(World.pods[0], now: world.now)
    let replaced = KubeObject(world.cluster.pods(namespace: "cass")[0])
    #expect(replaced.name == before.name)
    #expect(replaced.uid != before.uid)
    #expect(replaced.status?["podIP"]?.string == "127.0.1.4")
    #expect(Self.sidecar(world, 0)?["restartCount"]?.integer == 0)
    #expect(world.cluster.respond(to: SidecarRequest("GET", "/status"), at: "127.0.1.1", now: world.now) == .refused)
    world.cluster.remove(World.pods[1], now: world.now)
    #expect(world.cluster.pods(namespace: "cass").count == 2)
    #expect(world.cluster[World.pods[1]] == nil)
    let isThere = world.cluster.restart("nobody", now: world.now)
    #expect(!isThere)
  }

  @Test("the cluster tells its topology")
  func cluster() throws {
    let world = World(datacenters: [
      SimulatedDatacenter("dc1", racks: [("a", 1), ("b", 2)]), SimulatedDatacenter("dc2", nodes: 1),
    ])
    #expect(
      String(decoding: try #require(world.cluster.object["spec"]).rawBytes, as: UTF8.self)
        == #"{"topology":{"dc":[{"name":"dc1","rack":[{"name":"a"},{"name":"b"}]},"#
        + #"{"name":"dc2","rack":[{"name":"rack1"}]}]}}"#)
    #expect(world.cluster.object["apiVersion"]?.string == "db.orange.com/v2")
  }

  @Test("addresses are used again, but not while a pod has them")
  func addresses() {
    var world = World()
    for _ in 0..<600 {
      world.cluster.replacePod(World.pods[0], now: world.now)
      #expect(Set(world.cluster.nodes.map(\.address)).count == 3)
    }
  }
}
