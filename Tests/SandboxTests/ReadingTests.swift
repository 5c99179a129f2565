// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Outbound
import Sandbox
import Testing

@Suite("What a sidecar answers to other requests")
struct ReadingTests {
  @Test(
    "an operation nobody knows is 500 on GET and 404 on DELETE",
    arguments: ["0b8f6a4e-8f0d-4b53-9c5f-3a1f6d1c2e77", "nonsense", "%2e%2e", "%zz"])
  func unknown(id: String) {
    var world = World()
    let answer = world.answer("GET", "/operations/\(id)")
    #expect(answer.status == 500)
    #expect(answer.contentType == "application/json")
    #expect(answer.text == "HTTP 404 Not Found")
    let deletion = world.answer("DELETE", "/operations/\(id)")
    #expect(deletion.status == 404)
    #expect(deletion.text == "")
  }

  @Test("the list is filtered by type and state, and by nothing else")
  func filters() {
    var world = World()
    world.post(World.backup())
    world.pass(30)
    world.post(#"{"type":"flush"}"#)
    func count(_ query: String) -> Int { world.answer("GET", "/operations?\(query)").json.count }
    #expect(count("") == 3)
    #expect(count("type=backup") == 2)
    #expect(count("type=backup&type=flush") == 3)
    #expect(count("state=completed") == 2)
    #expect(count("state=COMPLETED&type=flush") == 0)
    #expect(count("status=FAILED") == 3)
  }

  @Test("an unknown filter is 400, but matches nothing from 3.0.0 on")
  func unknownFilters() {
    var world = World()
    let answer = world.answer("GET", "/operations?type=backup,restore")
    #expect(answer.status == 400)
    #expect(answer.json["invalidValue"]?.string == "backup,restore")
    #expect(world.answer("GET", "/operations?state=over").status == 400)
    var newest = World(version: .v300)
    newest.post(#"{"type":"flush"}"#)
    #expect(newest.answer("GET", "/operations?state=over").text == "[ ]")
    #expect(newest.answer("GET", "/operations?state=pending").text == "[ ]")
    #expect(newest.answer("GET", "/operations?state=PENDING").json.count == 1)
  }

  @Test("an operation looks in a list as it does alone")
  func list() {
    var world = World()
    #expect(world.answer("GET", "/operations/").text == "[ ]")
    let one = world.post(#"{"type":"flush"}"#)
    let other = world.post(#"{"type":"flush"}"#)
    let texts = [other, one].map { world.answer("GET", "/operations/\($0)").text }
    #expect(world.answer("GET", "/operations").text == "[ \(texts[0]), \(texts[1]) ]")
  }

  @Test("the node's state is told, and an exception while Cassandra is down")
  func status() {
    var world = World()
    #expect(world.answer("GET", "/status").text == "{\n  \"nodeState\" : \"NORMAL\"\n}")
    world.cluster.setUp(false, World.pods[0], now: world.now)
    for path in ["/status", "/version/schema", "/topology"] {
      let answer = world.answer("GET", path)
      #expect(answer.status == 500)
      #expect(answer.contentType == "application/json")
      #expect(answer.json["exception"] != nil)
    }
    #expect(world.answer("GET", "/version/cassandra").status == 500)
    #expect(world.answer("GET", "/status", at: 1).status == 200)
  }

  @Test("versions, the schema and the topology can be read")
  func others() {
    var world = World(datacenters: [SimulatedDatacenter("dc1", nodes: 2), SimulatedDatacenter("dc2", nodes: 1)])
    #expect(world.answer("GET", "/version").json["version"]?.string == "1.1.3")
    #expect(world.answer("GET", "/version/sidecar/").json["version"]?.string == "1.1.3")
    #expect(world.answer("GET", "/version/cassandra").json["major"]?.integer == 3)
    #expect(world.answer("GET", "/version/schema").json["schemaVersion"]?.string == world.cluster.schemaVersion)
    #expect(world.answer("GET", "/topology").json["topology"]?.count == 3)
    #expect(world.answer("GET", "/topology/dc1,dc2").json["topology"]?.count == 3)
    let second = world.answer("GET", "/topology/dc2").json["topology"]?.elements.first { _ in true }
    #expect(second?["hostname"]?.string == "demo-dc2-rack1-0")
    #expect(second?["nodeId"]?.string == world.cluster.nodes[2].hostID)
    #expect(second?["ipAddress"]?.string == "127.0.1.3")
    #expect(world.answer("GET", "/topology/dc3").status == 500)
    #expect(world.answer("GET", "/config").status == 404)
  }

  @Test("HEAD has no body, OPTIONS tells the methods")
  func framework() {
    var world = World()
    let head = world.answer("HEAD", "/status")
    #expect(head.status == 200)
    #expect(head.text == "")
    let options = world.answer("OPTIONS", "/operations")
    #expect(options.status == 200)
    #expect(options.contentType == "text/plain")
    #expect(options.text.contains("POST"))
  }
}
