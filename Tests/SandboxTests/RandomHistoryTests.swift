// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Testing

@testable import Sandbox

@Suite("Random histories of a simulated cluster")
struct RandomHistoryTests {
  /// One thing that somebody does, and then some time.
  private static func step(_ world: inout World, _ ids: inout [String], _ random: inout Counting) {
    let node = Int.random(in: 0..<3, using: &random)
    let pod = World.pods[node]
    switch Int.random(in: 0..<12, using: &random) {
    case 0...2: ids.append(world.post(World.backup("t\(random.next() % 3)"), at: node))
    case 3, 4: ids.append(world.post(World.restore("t\(random.next() % 3)"), at: node))
    case 5:
      let faults = SidecarFaults.each.randomElement(using: &random) ?? []
      world.cluster.setFaults(faults, pod, now: world.now)
    case 6: world.cluster.setFaults([], pod, now: world.now)
    case 7: world.cluster.restart(pod, now: world.now)
    case 8: world.cluster.replacePod(pod, now: world.now)
    case 9: _ = world.reply("DELETE", "/operations/\(ids.randomElement(using: &random) ?? "none")", at: node)
    case 10: world.cluster.setUp(Bool.random(using: &random), pod, now: world.now)
    default: world.cluster.schemaAgrees.toggle()
    }
    world.pass(Int64.random(in: 0...30, using: &random), milliseconds: Int64.random(in: 0...999, using: &random))
  }

  private static func isConsistent(_ cluster: SimulatedCluster) -> Bool {
    let known = Set(cluster.nodes.flatMap(\.operations))
    return Set(cluster.operations.keys) == known
      && cluster.nodes.allSatisfy { node in
        let unfinished = node.operations.compactMap { cluster.operations[$0] }.filter { !$0.isTerminal }
        return unfinished.count == node.busyThreads + node.queue.count && node.busyThreads <= SidecarPace.threads
      }
      && cluster.operations.values.allSatisfy { operation in
        guard operation.isTerminal else { return operation.state != .failed }
        return operation.progress == 1 && (operation.state == .failed) == !operation.errors.isEmpty
      }
      && cluster.globalOperations.allSatisfy { operation in
        let parts = cluster.operations.values.count { $0.parent == operation.key && !$0.isTerminal }
        return operation.unfinishedParts == parts && (operation.outcome == .running) == (operation.ended == nil)
      }
  }

  @Test("whatever happens, nothing is counted wrongly, and all comes to an end", arguments: 0..<8 as Range<UInt64>)
  func histories(batch: UInt64) {
    for seed in batch * 25..<(batch + 1) * 25 {
      var random = Counting(seed: seed)
      var world = World(seed: seed)
      var ids: [String] = []
      for _ in 0..<40 {
        Self.step(&world, &ids, &random)
        #expect(Self.isConsistent(world.cluster), "seed \(seed)")
      }
      for pod in World.pods { world.cluster.setFaults([], pod, now: world.now) }
      // Beyond the time-out of coordinators, the slowest part, and the last sweep.
      world.pass(24 * 3_600)
      #expect(Self.isConsistent(world.cluster), "seed \(seed)")
      #expect(world.cluster.liveOperations == [], "seed \(seed)")
      #expect(world.cluster.nextEvent == nil && world.cluster.operations.isEmpty, "seed \(seed)")
    }
  }
}
