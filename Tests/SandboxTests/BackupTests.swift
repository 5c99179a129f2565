// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Sandbox
import Testing

@Suite("Backups of the whole cluster")
struct BackupTests {
  @Test("a backup passes through its states and ends with a manifest of every node")
  func course() {
    var world = World()
    let id = world.post(World.backup())
    #expect(world.operation(id).state == "PENDING")
    world.pass(0, milliseconds: 4)
    #expect(world.operation(id).state == "RUNNING")
    #expect(world.operation(id)["startTime"]?.string == "2024-05-01T02:00:00.105Z")
    world.pass(0, milliseconds: 96)
    #expect(world.operation(id)["snapshotTag"]?.string == "nightly")
    world.pass(0, milliseconds: 4)
    let tag = "nightly-\(world.cluster.schemaVersion)-1714528800205"
    #expect(world.operation(id)["snapshotTag"]?.string == tag)
    #expect(world.operation(id)["schemaVersion"]?.string == world.cluster.schemaVersion)
    world.pass(20)
    let end = world.operation(id)
    #expect(end.state == "COMPLETED")
    #expect(end.progress == "1.0")
    #expect(end.isOver)
    #expect(end.messages == [])
    #expect(end.members.last?.name == "completionTime")
    let manifests = world.cluster.storage.buckets["s3://acme"] ?? []
    #expect(
      Set(manifests.map(\.path))
        == Set(world.cluster.nodes.map { "demo/dc1/\($0.hostID)/manifests/\(tag).json" }))
    #expect(manifests.allSatisfy { $0.tables == ["ks1.t1", "ks1.t2"] && $0.milliseconds == 1_714_528_800_205 })
  }

  @Test("each node has a part of its own, the coordinator too")
  func parts() throws {
    var world = World()
    world.post(World.backup("t", more: #","bandwidth":{"value":1,"unit":"MBPS"}"#, location: "s3://acme/a/b/c"))
    world.pass(6)
    #expect((0..<3).map { world.operations(at: $0).count } == [2, 1, 1])
    let part = try #require(world.operations(at: 2).first)
    #expect(part["storageLocation"]?.string == "s3://acme/demo/dc1/\(world.cluster.nodes[2].hostID)")
    #expect(part["globalRequest"]?.bool == false)
    #expect(part["skipBucketVerification"]?.bool == true)
    #expect(part["uploadClusterTopology"]?.bool == false)
    #expect(part["snapshotTag"]?.string?.hasPrefix("t-") == true)
    // As each of its ten threads keeps to it.
    #expect(part["bandwidth"]?["unit"]?.string == "BPS")
    #expect(part["bandwidth"]?["value"]?.integer == 100_000)
    #expect(world.operations().last?["bandwidth"]?["unit"]?.string == "MBPS")
  }

  @Test("a backup without a tag is named after the time")
  func autosnap() {
    var world = World()
    let answer = world.answer("POST", "/operations", body: #"{"type":"backup"}"#)
    #expect(answer.json["snapshotTag"]?.string == "autosnap-1714528800")
  }

  @Test("progress is that of the nodes over one more than the nodes, as of the coordinator's last look")
  func progress() {
    var world = World()
    let id = world.post(World.backup())
    world.pass(5)
    #expect(world.operation(id).progress == "0.0")
    // The parts began after 0.208 s and take 12 s for 20 files: 8 of them after 5 s.
    world.pass(0, milliseconds: 104)
    #expect(world.operation(id).progress == "0.3")
    world.pass(4)
    #expect(world.operation(id).progress == "0.3")
    #expect(world.operations(at: 1).first?.progress == "0.7")
    world.pass(6)
    #expect(world.operation(id).progress == "0.75")
    #expect(world.operation(id).state == "RUNNING")
    world.pass(2)
    #expect(world.operation(id).progress == "1.0")
  }

  @Test("a data centre that is asked for is backed up alone, and one that does not exist fails")
  func datacenters() {
    var world = World(datacenters: [SimulatedDatacenter("dc1", nodes: 2), SimulatedDatacenter("dc2", nodes: 2)])
    #expect(world.result(World.backup("a", more: #","dc":"dc2""#)).state == "COMPLETED")
    #expect(world.cluster.globalOperations[0].nodes == ["demo-dc2-rack1-0", "demo-dc2-rack1-1"])
    #expect(world.result(World.backup("b", more: #","dc":"dc2 dc1""#)).state == "COMPLETED")
    #expect(world.cluster.globalOperations[1].nodes.count == 4)
    #expect(world.result(World.backup("c", more: #","dc":"DC1""#)).state == "FAILED")
    #expect(world.cluster.globalOperations[2].nodes == [])
  }

  @Test(
    "what is wrong with a request shows when it runs",
    arguments: [
      #"{"type":"backup"}"#, World.backup(location: "s3://acme/p"), World.backup(location: "acme"),
      World.backup(location: "gs://acme"), World.backup(location: "S3://acme"), World.backup(location: "s3://none"),
      World.backup(location: "s3://acme/p1/c/d/n"), World.backup(more: #","cassandraDirectory":"/data""#),
      World.backup(entities: "ks1,ks1.t1"), World.backup(entities: "ks9"), World.backup(entities: "ks1.t9"),
      World.backup(more: #","concurrentConnections":-1"#), World.backup(more: #","bandwidth":{"value":0}"#),
      World.backup(more: #","k8sNamespace":"other""#), World.backup(more: #","k8sSecretName":"other""#),
      #"{"type":"backup","storageLocation":"s3://acme","globalRequest":true}"#,
    ])
  func violations(body: String) {
    var world = World()
    let answer = world.answer("POST", "/operations", body: body)
    #expect(answer.status == 201)
    let id = answer.json["id"]?.string ?? ""
    world.pass(0, milliseconds: 50)
    #expect(world.operation(id).state == "RUNNING")
    #expect(world.operation(id).messages == [])
    world.pass(1)
    let end = world.operation(id)
    #expect(end.state == "FAILED")
    #expect(end.progress == "1.0")
    #expect(end.sources == [World.pods[0]])
    #expect(world.cluster.storage.buckets["s3://acme"] == [])
  }

  @Test(
    "these succeed",
    arguments: [
      World.backup(location: "s3://acme/"), World.backup(location: "s3://acme/c/d/n"),
      World.backup(entities: "a.b.c"), World.backup(entities: ""), World.backup(entities: "ks1 . t1"),
      World.backup(location: "file:///backups/b/c/d/n"), World.backup(location: "file:///b/c/d/n"),
      World.backup(more: #","createMissingBucket":true"#, location: "s3://fresh"),
      #"{"type":"backup","storageLocation":"s3://acme","k8sSecretName":"","globalRequest":true}"#,
    ])
  func successes(body: String) {
    var world = World()
    #expect(world.result(body).state == "COMPLETED")
    #expect(world.cluster.globalOperations[0].isEveryNodeDone)
  }

  @Test("a failed operation says COMPLETED for an instant, without a time of completion")
  func correction() {
    var world = World()
    let id = world.post(World.backup(location: "s3://none"))
    world.pass(0, milliseconds: 104)
    let instant = world.operation(id)
    #expect(instant.state == "COMPLETED")
    #expect(!instant.isOver)
    #expect(instant.messages.count == 1)
    world.pass(0, milliseconds: 1)
    #expect(world.operation(id).state == "FAILED")
    #expect(world.operation(id).isOver)
  }

  @Test("ten operations of a node run at once, others wait")
  func threads() {
    var world = World()
    let ids = (0..<10).map { world.post(World.backup("t\($0)")) }
    world.pass(60)
    // Each of them holds a thread, and waits for a part that needs one.
    #expect(ids.allSatisfy { world.operation($0).state == "RUNNING" })
    #expect(world.operations().count { $0.state == "PENDING" } == 10)
    #expect(world.operations(at: 1).allSatisfy { $0.state == "COMPLETED" })
  }

  @Test("a backup of one node appends a time to its tag only if there is none")
  func single() {
    var world = World()
    func body(_ tag: String) -> String {
      World.backup(tag, location: "s3://acme/demo/dc1/n").replacing(#""globalRequest":true"#, with: #""dc":"x""#)
    }
    #expect(world.result(body("t")).state == "COMPLETED")
    #expect(world.result(body("t-15")).state == "COMPLETED")
    let paths = (world.cluster.storage.buckets["s3://acme"] ?? []).map(\.path)
    #expect(paths.count == 2)
    #expect(paths[0].hasPrefix("demo/dc1/n/manifests/t-\(world.cluster.schemaVersion)-"))
    #expect(paths[1] == "demo/dc1/n/manifests/t-15.json")
    #expect(world.cluster.globalOperations == [])
  }
}
