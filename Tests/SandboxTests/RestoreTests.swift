// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Sandbox
import Testing

@Suite("Restores of the whole cluster")
struct RestoreTests {
  /// With a backup of `ks1` under `nightly`.
  private static func world(version: SidecarVersion = .v113) -> World {
    var world = World(version: version)
    _ = world.result(World.backup())
    return world
  }

  private static func phases(_ world: inout World, at node: Int) -> [String] {
    world.operations(at: node).reversed().filter {
      $0["type"]?.string == "restore" && $0["globalRequest"]?.bool == false
    }.compactMap { $0["restorationPhase"]?.string }
  }

  @Test("the phases follow each other, on every node but for the truncation")
  func phases() {
    var world = Self.world()
    let end = world.result(World.restore())
    #expect(end.state == "COMPLETED")
    #expect(end["restorationPhase"]?.string == "INIT")
    #expect(Self.phases(&world, at: 0) == ["INIT", "DOWNLOAD", "TRUNCATE", "IMPORT", "CLEANUP"])
    #expect(Self.phases(&world, at: 1) == ["INIT", "DOWNLOAD", "IMPORT", "CLEANUP"])
    let record = world.cluster.globalOperations[1]
    #expect(record.outcome == .completed)
    #expect(record.truncated != nil)
    #expect(record.isEveryNodeDone)
    #expect(world.cluster.nodes.allSatisfy { $0.emptyTables.isEmpty })
  }

  @Test("progress counts four units of each node and one")
  func progress() {
    var world = Self.world()
    let id = world.post(World.restore())
    var seen: [String] = []
    for _ in 0..<40 {
      world.pass(1)
      let progress = world.operation(id).progress
      if seen.last != progress { seen.append(progress) }
    }
    #expect(seen.first == "0.0")
    #expect(seen.contains("0.23076923"))
    #expect(seen.contains("0.53846157"))
    #expect(seen.last == "1.0")
  }

  @Test("a phase that fails on a node is the last one")
  func failure() {
    var world = Self.world()
    let id = world.post(World.restore())
    world.pass(5)
    world.cluster.setUp(false, World.pods[2], now: world.now)
    world.pass(60)
    let end = world.operation(id)
    #expect(end.state == "FAILED")
    #expect(Set(end.sources) == Set(World.pods))
    #expect(Self.phases(&world, at: 0) == ["INIT", "DOWNLOAD"])
    #expect(world.cluster.globalOperations[1].truncated == nil)
  }

  @Test("tables stay empty when nodes fail after the truncation")
  func emptied() {
    var world = Self.world()
    world.post(World.restore())
    while world.cluster.globalOperations[1].truncated == nil, let next = world.cluster.nextEvent {
      world.now = next
      world.cluster.advance(to: next)
    }
    #expect(world.cluster.nodes.allSatisfy { $0.emptyTables == ["ks1.t1", "ks1.t2"] })
    world.cluster.schemaAgrees = false
    world.pass(60)
    #expect(world.cluster.globalOperations[1].outcome == .failed)
    #expect(!world.cluster.globalOperations[1].isEveryNodeDone)
    #expect(world.cluster.nodes.allSatisfy { $0.emptyTables == ["ks1.t1", "ks1.t2"] })
  }

  @Test("one phase can be run alone, on every node")
  func singlePhase() {
    var world = Self.world()
    let body = World.restore(more: #","singlePhase":true"#).replacing("INIT", with: "TRUNCATE")
    #expect(world.result(body).state == "COMPLETED")
    #expect((0..<3).map { Self.phases(&world, at: $0) } == Array(repeating: ["TRUNCATE"], count: 3))
    #expect(world.cluster.nodes[0].emptyTables == ["ks1.t1", "ks1.t2"])
  }

  @Test(
    "what is wrong with a request shows when it runs, and no table is emptied",
    arguments: [
      World.restore(""), World.restore("absent"), World.restore(entities: "ks2"),
      World.restore(entities: "ks1,ks1.t1"), World.restore().replacing("INIT", with: "DOWNLOAD"),
      World.restore().replacing("INIT", with: "CLUSTER_HEALTHCHECK"), World.restore().replacing("INIT", with: "DANCE"),
      World.restore().replacing("HARDLINKS", with: "IN_PLACE"), World.restore().replacing("HARDLINKS", with: ""),
      World.restore().replacing("/downloadedsstables", with: ""),
      World.restore().replacing("/downloadedsstables", with: "/data/x"),
      World.restore().replacing(#""import":"#, with: #""x":"#), World.restore(more: #","dc":"dc9""#),
      World.restore(more: #","restoreSystemKeyspace":true"#), World.restore(more: #","k8sSecretName":"no""#),
      World.restore(entities: "ks1.t1", more: #","rename":{"ks1.t1":"ks1.t9"}"#),
      World.restore(entities: "ks1.t1", more: #","rename":{"ks1.t1":"ks1.t1"}"#),
      World.restore(entities: "ks1.t1", more: #","rename":{"ks1.t1":"t2"}"#),
      World.restore(more: #","rename":{"ks1.t1":"ks1.t2"}"#),
      World.restore(entities: "ks1.t1,ks1.t2", more: #","rename":{"ks1.t1":"ks1.t2"}"#),
      World.restore(
        more: #","exactSchemaVersion":true,"schemaVersion":"0b8f6a4e-8f0d-4b53-9c5f-3a1f6d1c2e77""#),
    ])
  func violations(body: String) {
    var world = Self.world()
    #expect(world.answer("POST", "/operations", body: body).status == 201)
    world.pass(60)
    #expect(world.cluster.globalOperations[1].outcome == .failed)
    #expect(world.cluster.nodes.allSatisfy { $0.emptyTables.isEmpty })
  }

  @Test(
    "these succeed",
    arguments: [
      World.restore("n"), World.restore(entities: "ks1.t1"), World.restore(more: #","exactSchemaVersion":true"#),
      World.restore(more: #","schemaVersion":"0b8f6a4e-8f0d-4b53-9c5f-3a1f6d1c2e77""#),
      World.restore(entities: "ks1.t1", more: #","rename":{"ks1.t1":"ks1.t2"}"#), World.restore(entities: ""),
      World.restore().replacing("HARDLINKS", with: " hardlinks "),
    ])
  func successes(body: String) {
    var world = Self.world()
    #expect(world.result(body).state == "COMPLETED")
  }

  @Test("the newest manifest whose tag begins with the text is taken")
  func prefix() {
    var world = Self.world()
    _ = world.result(World.backup("night", entities: "ks2"))
    #expect(world.result(World.restore("night", entities: "ks2")).state == "COMPLETED")
    _ = world.result(World.backup("nightly", entities: "ks1"))
    #expect(world.result(World.restore("night", entities: "ks2")).state == "FAILED")
  }

  @Test("a second restore on one coordinator fails, and disturbs the first")
  func concurrency() {
    var world = Self.world()
    let first = world.post(World.restore())
    world.pass(3)
    let second = world.post(World.restore())
    world.pass(1)
    #expect(world.operation(second).state == "FAILED")
    world.pass(60)
    #expect(world.operation(first).state == "COMPLETED")
    let third = world.post(World.restore())
    // Its next phase is about to be judged on the same node.
    world.pass(5, milliseconds: 150)
    let fourth = world.post(World.restore())
    world.pass(60)
    #expect([third, fourth].map { world.operation($0).state } == ["FAILED", "FAILED"])
  }
}
