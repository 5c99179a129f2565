// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import ControllerRuntime

@Suite("The waits of a watcher")
struct WatchPausesTests {
  private var random = SplitMix64(seed: 1)
  private var pauses = WatchPauses()

  @Test("a server that is back is found within 3 s, however long it was away")
  mutating func outage() {
    let waits = (0..<1000).map { _ in pauses.pause(before: .soon(), using: &random) }
    #expect(waits.allSatisfy { (.milliseconds(400)...Duration.seconds(3)).contains($0) })
    #expect(waits.dropFirst(2).allSatisfy { $0 >= .milliseconds(1500) })
  }

  @Test("a kind that is not served is asked for again within 10 s")
  mutating func refusal() {
    let waits = (0..<1000).map { _ in pauses.pause(before: .later, using: &random) }
    #expect(waits.allSatisfy { (.seconds(1)...Duration.seconds(10)).contains($0) })
    #expect(waits.dropFirst(3).allSatisfy { $0 >= .seconds(5) })
  }

  @Test("only a watch that was of use makes earlier failures forgotten")
  mutating func forgetting() {
    for _ in 0..<5 { _ = pauses.pause(before: .soon(), using: &random) }
    #expect(pauses.pause(before: .atOnce, using: &random) == .zero)
    #expect(pauses.pause(before: .soon(), using: &random) >= .milliseconds(1500))
    #expect(pauses.pause(before: .afresh, using: &random) == .zero)
    #expect(pauses.pause(before: .soon(), using: &random) <= .milliseconds(800))
  }
}
