// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Sandbox
import Testing

@Suite("Sidecars with something wrong")
struct FaultTests {
  private static func world(_ faults: SidecarFaults, on node: Int = 1) -> World {
    var world = World()
    world.cluster.setFaults(faults, World.pods[node], now: world.now)
    return world
  }

  @Test("who is down refuses, who hangs is silent, until that is over")
  func unreachable() {
    var world = Self.world(.down, on: 0)
    #expect(world.reply("GET", "/status") == .refused)
    world.cluster.setFaults(.hang, World.pods[0], now: world.now)
    #expect(world.reply("POST", "/operations", body: World.backup()) == .silence)
    world.cluster.setFaults([], World.pods[0], now: world.now)
    #expect(world.operations().isEmpty)
    #expect(world.cluster.respond(to: SidecarRequest("GET", "/status"), at: "127.0.9.9", now: world.now) == .refused)
  }

  @Test("a POST is cut before or after it is accepted; other requests are not")
  func cut() {
    var world = Self.world(.cutBeforeAccepting, on: 0)
    #expect(world.reply("POST", "/operations", body: World.backup()) == .cut)
    #expect(world.operations().isEmpty)
    world.cluster.setFaults(.cutAfterAccepting, World.pods[0], now: world.now)
    #expect(world.reply("POST", "/operations", body: World.backup()) == .cut)
    #expect(world.operations().count == 1)
    #expect(world.cluster.liveOperations.map(\.tag) == ["nightly"])
  }

  @Test("statuses, POSTs and ids can fail by themselves")
  func single() {
    var world = Self.world(.statusFails, on: 0)
    #expect(world.answer("GET", "/status").status == 500)
    let id = world.post(World.backup())
    world.cluster.setFaults([.refusesWith500, .forgetsIDs], World.pods[0], now: world.now)
    #expect(world.answer("POST", "/operations", body: World.backup()).status == 500)
    #expect(world.answer("GET", "/operations/\(id)").status == 500)
    #expect(world.answer("DELETE", "/operations/\(id)").status == 404)
    #expect(world.operations().count == 1)
  }

  @Test(
    "the coordinator reports a node that cannot take its part under its own name, and only one",
    arguments: [SidecarFaults.down, .cutBeforeAccepting, .cutAfterAccepting])
  func unreachableParts(fault: SidecarFaults) {
    var world = Self.world(fault)
    world.cluster.setFaults(fault, World.pods[2], now: world.now)
    let end = world.result(World.backup())
    #expect(end.state == "FAILED")
    #expect(end.sources == [World.pods[0]])
    #expect(world.operations().count == 2)
    // The parts whose acceptance was not heard of are done all the same.
    #expect(world.cluster.globalOperations[0].nodesDone.count == (fault == .cutAfterAccepting ? 3 : 1))
  }

  @Test("a node that refuses its part is reported under its address")
  func refusedPart() {
    var world = Self.world(.refusesWith500)
    let end = world.result(World.backup())
    #expect(end.state == "FAILED")
    #expect(end.sources == [world.address(1)])
    #expect(end.messages[0].contains("500"))
  }

  @Test("a node that does not answer keeps the coordinator waiting, and nothing is lost by that")
  func hangingPart() {
    var world = Self.world(.hang)
    let id = world.post(World.backup())
    world.pass(3_600)
    #expect(world.operation(id).state == "RUNNING")
    world.cluster.setFaults([], World.pods[1], now: world.now)
    world.pass(60)
    #expect(world.operation(id).state == "COMPLETED")
    #expect(world.cluster.globalOperations[0].isEveryNodeDone)
  }

  @Test("a node that goes away while it works is reported under its address")
  func lostConnection() {
    var world = World()
    let id = world.post(World.backup())
    world.pass(6)
    let address = world.address(1)
    world.cluster.replacePod(World.pods[1], now: world.now)
    #expect(world.address(1) != address)
    world.pass(5)
    #expect(world.operation(id).state == "RUNNING")
    #expect(world.operation(id).sources == [address])
    world.pass(30)
    #expect(world.operation(id).state == "FAILED")
  }

  @Test("a part that is forgotten is an error of the coordinator", arguments: [SidecarFaults.childLost, .forgetsIDs])
  func lostPart(fault: SidecarFaults) {
    var world = Self.world(fault)
    let end = world.result(World.backup())
    #expect(end.state == "FAILED")
    #expect(end.sources == [World.pods[0]])
    #expect(world.cluster.globalOperations[0].unfinishedParts == 0)
    #expect(world.operations(at: 1).count == (fault == .childLost ? 0 : 1))
  }

  @Test("a part that outlives the coordinator's patience counts as done, which is a lie")
  func slowPart() {
    var world = Self.world(.slowChild)
    let id = world.post(World.backup(more: #","timeout":1"#))
    world.pass(3_500)
    #expect(world.operation(id).state == "RUNNING")
    world.pass(200)
    let end = world.operation(id)
    #expect(end.state == "COMPLETED")
    #expect(end.messages == [])
    #expect(end.progress == "1.0")
    #expect(!world.cluster.globalOperations[0].isEveryNodeDone)
    #expect(world.cluster.globalOperations[0].unfinishedParts == 1)
    #expect(world.operations(at: 1).first?.state == "RUNNING")
    world.pass(3_600)
    #expect(world.cluster.globalOperations[0].isEveryNodeDone)
    #expect(world.cluster.globalOperations[0].unfinishedParts == 0)
  }

  @Test("an error of a part is passed on as it is, once the others are done")
  func failedPart() throws {
    var world = World()
    let id = world.post(World.backup())
    world.pass(6)
    let part = try #require(world.operations(at: 2).first?["id"]?.string)
    #expect(world.answer("DELETE", "/operations/\(part)", at: 2).status == 202)
    world.pass(0, milliseconds: 10)
    #expect(world.operation(part, at: 2).state == "FAILED")
    world.pass(5)
    #expect(world.operation(id).state == "RUNNING")
    #expect(world.operation(id).sources == [World.pods[2]])
    world.pass(10)
    #expect(world.operation(id).state == "FAILED")
    #expect(world.cluster.globalOperations[0].nodesDone.count == 2)
  }
}
