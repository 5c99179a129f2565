// SPDX-License-Identifier: Apache-2.0
import ControllerRuntime
import KubeModel
import Synchronization
import TestSupport
import Testing

@Suite("Random histories", .timeLimit(.minutes(1)))
struct RandomHistoryTests {
  /// With eight seeds two thousand in all.
  private static let faults = 250

  /// Creates, changes, deletes and forgets at random.
  private final class Writer: Sendable {
    private let generator: Mutex<SplitMix64>

    init(seed: UInt64) { generator = Mutex(SplitMix64(seed: seed)) }

    /// - Parameter odds: one time in so many.
    func change(_ server: ModelAPIServer, oneIn odds: Int = 1) {
      let (happens, kind, name) = generator.withLock { generator in
        (
          Int.random(in: 0..<odds, using: &generator) == 0, Int.random(in: 0..<10, using: &generator),
          "toy-\(Int.random(in: 0..<40, using: &generator))"
        )
      }
      guard happens else { return }
      switch kind {
      case 0: server.compact()
      case 1: server.bookmark()
      case 2...4: try? server.delete(name)
      default: try? server.put(name, colour: "colour \(kind)")
      }
    }
  }

  @Test(
    "after any history of changes and faults the store is what the server has", arguments: UInt64(1)...8)
  func convergence(seed: UInt64) async throws {
    let writer = Writer(seed: seed &* 0x9E37_79B9)
    let server = ModelAPIServer { server, verb in
      if verb == .list { writer.change(server, oneIn: 2) }
    }
    for _ in 0..<60 { writer.change(server) }
    server.breakDown(RandomFaults(seed: seed, count: Self.faults))

    let run = WatcherRun(of: server, pageSize: 7)
    try await run.duringPassingTime {
      while server.faultsLeft > 0 {
        guard let wait = await server.clientWaits() else { break }
        writer.change(server)
        if wait == .hangingRequest { server.letGo() }
      }
      await server.clientWaits()
      server.breakDown(nil)
      server.letGo()
      await server.clientWaits()
      // Lines that were lost are found when the watch is over.
      server.breakWatches(.end)
      await server.clientWaits()
      #expect(run.contents == server.contents, "seed \(seed)")
      #expect(run.condition == .watching, "seed \(seed)")
      #expect(run.counts.events > 0 && run.counts.lists > 1 && run.counts.malformed > 0, "seed \(seed)")
    }
  }
}
