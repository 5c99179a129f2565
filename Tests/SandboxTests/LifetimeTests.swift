// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Sandbox
import Testing

@Suite("How long a sidecar remembers, and who tells it to stop")
struct LifetimeTests {
  @Test("a finished operation is there for one to two hours")
  func expiry() {
    var world = World()
    let early = world.post(#"{"type":"flush"}"#)
    world.pass(3_700)
    let late = world.post(#"{"type":"flush"}"#)
    world.pass(3_490)
    #expect(world.operations().count == 2)
    world.pass(11)
    #expect(world.operation(early)["id"] == nil)
    #expect(world.operation(late)["id"] != nil)
    world.pass(3_600)
    #expect(world.operations().isEmpty)
    #expect(world.cluster.nextEvent == nil)
  }

  @Test("what is not finished is never removed")
  func unfinished() {
    var world = World()
    world.cluster.setFaults(.hang, World.pods[1], now: world.now)
    let id = world.post(World.backup())
    world.pass(86_400)
    #expect(world.operation(id).state == "RUNNING")
  }

  @Test("a restart forgets everything but what is stored, and parts elsewhere go on")
  func restart() {
    var world = World()
    let id = world.post(World.backup())
    world.pass(6)
    world.cluster.restart(World.pods[0], now: world.now)
    #expect(world.operations().isEmpty)
    #expect(world.operation(id)["id"] == nil)
    #expect(world.cluster.globalOperations[0].unfinishedParts == 2)
    world.pass(30)
    let record = world.cluster.globalOperations[0]
    #expect(record.outcome == .lost)
    #expect(record.ended != nil)
    #expect(record.unfinishedParts == 0)
    #expect(record.nodesDone == [World.pods[1], World.pods[2]])
    #expect(world.cluster.liveOperations == [])
    #expect(world.cluster.nodes[0].restartCount == 1)
    #expect(world.result(World.backup()).state == "COMPLETED")
  }

  @Test("deleting an operation of the cluster leaves its parts alone, and it completes")
  func deletion() {
    var world = World()
    let id = world.post(World.backup())
    world.pass(6)
    let answer = world.answer("DELETE", "/operations/\(id)")
    #expect(answer.status == 202)
    #expect(answer.text == "")
    world.pass(30)
    #expect(world.operation(id).state == "COMPLETED")
    #expect(world.cluster.globalOperations[0].isEveryNodeDone)
    #expect(world.answer("DELETE", "/operations/\(id)").status == 202)
    #expect(world.operation(id).state == "COMPLETED")
  }

  @Test("whatever looks at the flag ends FAILED, never CANCELLED")
  func obedientDeletion() {
    var world = World()
    world.cluster.deletionEffect = .stopsEverything
    let id = world.post(World.backup())
    world.pass(6)
    #expect(world.answer("DELETE", "/operations/\(id)").status == 202)
    world.pass(6)
    #expect(world.operation(id).state == "FAILED")
    #expect(world.operations(at: 1).first?.state == "RUNNING")
  }

  @Test("what ignores the flag completes")
  func ignoredDeletion() throws {
    var world = World()
    world.cluster.deletionEffect = .stopsNothing
    world.post(World.backup())
    world.pass(6)
    let part = try #require(world.operations(at: 1).first?["id"]?.string)
    #expect(world.answer("DELETE", "/operations/\(part)", at: 1).status == 202)
    world.pass(30)
    #expect(world.operation(part, at: 1).state == "COMPLETED")
  }

  @Test("the same seed tells the same story, another seed another")
  func seeds() {
    func story(_ seed: UInt64) -> [String] {
      var world = World(seed: seed)
      world.post(World.backup())
      world.pass(30)
      return (0..<3).map { world.answer("GET", "/operations", at: $0).text }
    }
    #expect(story(1) == story(1))
    #expect(story(1) != story(2))
  }

  @Test("it makes no difference in how many steps time passes")
  func steps() {
    func story(_ step: (inout World) -> Void) -> String {
      var world = World()
      _ = world.post(World.backup())
      while world.now.seconds < World.start.seconds + 30 { step(&world) }
      return world.answer("GET", "/operations").text
    }
    #expect(story { $0.pass(30) } == story { $0.pass(0, milliseconds: 7) })
  }
}
