// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

@Suite("Random histories of backups and restores")
struct SimulationTests {
  private static let threads = [OwnThread("even histories"), OwnThread("odd histories")]

  /// In each of the blocks, two of which run side by side: ten thousand in all, in a minute on two cores.
  private static let blocks: UInt64 = 8
  private static let historiesOfBlock = number("CASSETTE_HISTORIES") ?? 1_250

  /// A history to be run alone, with all that happens in it printed: that of a seed which failed.
  private static let seed = number("CASSETTE_SEED")

  private static func number(_ name: String) -> UInt64? {
    ProcessInfo.processInfo.environment[name].flatMap(UInt64.init)
  }

  @Test("promises hold whatever happens", .enabled(if: seed == nil), arguments: 0..<blocks)
  func histories(block: UInt64) async {
    let first = block * Self.historiesOfBlock
    let violations = await Self.threads[Int(block % 2)].run {
      (first..<first + Self.historiesOfBlock).compactMap { seed in
        History.run(seed: seed).map { "\($0); CASSETTE_SEED=\(seed) shows how it comes to that" }
      }
    }
    for violation in violations { Issue.record("\(violation)") }
  }

  @Test("one history, step by step", .enabled(if: seed != nil))
  func history() throws {
    let seed = try #require(Self.seed)
    #expect(History.run(seed: seed, tracing: true) == nil)
  }
}
