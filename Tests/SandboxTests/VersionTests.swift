// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Sandbox
import Testing

@Suite("Where releases of the sidecar differ")
struct VersionTests {
  @Test("1.0.6 judges when it is asked, and lists what is wrong")
  func early() {
    var world = World(version: .v106)
    let answer = world.answer("POST", "/operations", body: World.backup(location: "s3://acme/p"))
    #expect(answer.status == 400)
    #expect(answer.contentType == "application/json")
    let violation = answer.json.elements.first { _ in true }
    #expect(violation?.members.map(\.name) == ["message", "messageTemplate", "path", "invalidValue"])
    #expect(violation?["path"]?.string == "storageLocation")
    #expect(world.operations().isEmpty)
    // What takes a look at the cluster still fails later.
    #expect(world.result(World.backup(entities: "ks9")).state == "FAILED")
    #expect(world.result(World.backup()).state == "COMPLETED")
  }

  @Test("1.0.6 restores every data centre whatever it is asked")
  func earlyRestore() {
    let datacenters = [SimulatedDatacenter("dc1", nodes: 1), SimulatedDatacenter("dc2", nodes: 1)]
    var old = World(version: .v106, datacenters: datacenters)
    var new = World(datacenters: datacenters)
    for (nodes, isOld) in [(2, true), (1, false)] {
      var world = isOld ? old : new
      _ = world.result(World.backup())
      #expect(world.result(World.restore(more: #","dc":"dc1""#)).state == "COMPLETED")
      #expect(world.cluster.globalOperations[1].nodes.count == nodes)
      if isOld { old = world } else { new = world }
    }
  }

  @Test("from 2.0 on nothing succeeds without directories", arguments: [SidecarVersion.v204, .v300])
  func directories(version: SidecarVersion) {
    var world = World(version: version)
    let directories = #","dataDirs":["/var/lib/cassandra/data"]"#
    #expect(world.result(World.backup()).state == "FAILED")
    let backup = world.result(World.backup(more: directories))
    #expect(backup.state == "COMPLETED")
    #expect(backup["dataDirs"]?.count == 1)
    #expect(world.result(World.restore()).state == "FAILED")
    #expect(world.result(World.restore(more: directories)).state == "COMPLETED")
  }

  @Test("from 2.0.2 on a duration is an object")
  func duration() {
    var world = World(version: .v204)
    let good = #","duration":{"value":15,"unit":"MINUTES"},"dataDirs":["/d"]"#
    let answer = world.answer("POST", "/operations", body: World.backup(more: good))
    #expect(answer.status == 201)
    #expect(answer.json["duration"]?["unit"]?.string == "MINUTES")
    #expect(world.answer("POST", "/operations", body: World.backup(more: #","duration":"15m""#)).status == 500)
  }

  @Test("3.0.0 knows no Secrets and four providers")
  func latest() {
    var world = World(version: .v300)
    let directories = #","dataDirs":["/d"],"k8sSecretName":"absent""#
    let backup = world.result(World.backup(more: directories))
    #expect(backup.state == "COMPLETED")
    #expect(backup["k8sSecretName"] == nil)
    world.cluster.storage.addBucket("minio://acme")
    #expect(world.result(World.backup(more: directories, location: "minio://acme")).state == "FAILED")
    world.cluster.storage.trustsPods = false
    #expect(world.result(World.backup(more: directories)).state == "FAILED")
    #expect(world.answer("POST", "/operations", body: #"{"type":"restart"}"#).status == 500)
  }

  @Test(
    "each provider has its keys",
    arguments: [
      ("s3", ["awsaccesskeyid", "awssecretaccesskey"], true), ("s3", ["awsaccesskeyid"], false),
      ("s3", ["awsaccesskeyid", "awssecretaccesskey", "awsendpoint"], false),
      ("minio", ["awsaccesskeyid", "awssecretaccesskey", "awsendpoint", "awsregion"], true),
      ("oracle", ["gcp"], false), ("ceph", ["awsaccesskeyid", "awssecretaccesskey"], false),
      ("ceph", ["awsaccesskeyid", "awssecretaccesskey", "awsendpoint"], true),
      ("azure", ["azurestorageaccount", "azurestoragekey"], true), ("azure", ["azurestoragekey"], false),
      ("gcp", ["gcp"], true), ("gcp", [], false), ("file", [], true),
    ])
  func keys(provider: String, keys: [String], isEnough: Bool) {
    var world = World()
    world.cluster.storage.setSecret("keys", in: "cass", keys: Set(keys))
    world.cluster.storage.addBucket("\(provider)://acme")
    let location = provider == "file" ? "file:///d/b/c/d/n" : "\(provider)://acme"
    #expect((world.result(World.backup(location: location)).state == "COMPLETED") == isEnough)
  }
}
