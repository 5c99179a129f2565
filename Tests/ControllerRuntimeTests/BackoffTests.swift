// SPDX-License-Identifier: Apache-2.0
import ControllerRuntime
import TestSupport
import Testing

@Suite("Backoff")
struct BackoffTests {
  private var random = SplitMix64(seed: 1)

  @Test("the waits grow by the factor up to the longest")
  mutating func growth() {
    var backoff = Backoff(initial: .milliseconds(800), longest: .seconds(3), jitter: 0)
    let waits = (0..<4).map { _ in backoff.next(using: &random) }
    #expect(waits == [.milliseconds(800), .milliseconds(1600), .seconds(3), .seconds(3)])
  }

  @Test("chance shortens a wait by its part at most, and lengthens none")
  mutating func jitter() {
    var backoff = Backoff(initial: .seconds(1), longest: .seconds(1), jitter: 0.5)
    let waits = (0..<1000).map { _ in backoff.next(using: &random) }
    #expect(waits.allSatisfy { (.milliseconds(500)...Duration.seconds(1)).contains($0) })
    #expect(waits.contains { $0 < .milliseconds(600) } && waits.contains { $0 > .milliseconds(900) })
  }

  @Test("a server is not asked earlier than it wishes, and not much later than anybody should wish")
  mutating func retryAfter() {
    var backoff = Backoff(initial: .seconds(1), longest: .seconds(3), jitter: 0)
    #expect(backoff.next(atLeast: .seconds(7), using: &random) == .seconds(7))
    #expect(backoff.next(atLeast: .zero, using: &random) == .seconds(2))
    #expect(backoff.next(atLeast: .seconds(1_000_000_000), using: &random) == Backoff.longestRetryAfter)
    #expect(backoff.next(atLeast: .seconds(-1), using: &random) == .seconds(3))
  }

  @Test("after a success the next failure is a first one")
  mutating func reset() {
    var backoff = Backoff(initial: .seconds(1), longest: .seconds(8), jitter: 0)
    for _ in 0..<3 { _ = backoff.next(using: &random) }
    backoff.reset()
    #expect(backoff.next(using: &random) == .seconds(1))
  }
}
