// SPDX-License-Identifier: Apache-2.0
import KubeModel
import TestSupport
import Testing

@testable import ControllerRuntime

@Suite("What a controller does next")
struct ControllerStateTests {
  private var state = ControllerState<String>(workers: 2)
  private var generator = SplitMix64(seed: 1)

  private func at(_ seconds: Double) -> Instant { ManualWall.start + .seconds(seconds) }

  @Test("no more keys run at a time than there are workers")
  mutating func workers() {
    for key in ["a", "b", "c"] { state.add(key, at: at(0), now: at(0)) }
    #expect(state.next(at: at(0)) == "a")
    #expect(state.pause(at: at(0)) == .zero)
    #expect(state.next(at: at(0)) == "b")
    #expect(state.next(at: at(0)) == nil)
    #expect(state.pause(at: at(0)) == .milliseconds(500))
    #expect(state.ended("a", .done, at: at(1), using: &generator) == nil)
    #expect(state.next(at: at(1)) == "c")
  }

  @Test("it sleeps until the first key is due, and never long enough to miss a jump of the clock")
  mutating func pauses() {
    #expect(state.pause(at: at(0)) == .milliseconds(500))
    state.add("a", at: at(3_600), now: at(0))
    #expect(state.pause(at: at(0)) == .milliseconds(500))
    #expect(state.pause(at: at(3_599.9)) == .milliseconds(100))
    #expect(state.pause(at: at(4_000)) == .zero)
  }

  @Test("failures are tried again later each time, at most after five minutes, and a success forgets them")
  mutating func backoff() throws {
    state.add("a", at: at(0), now: at(0))
    var now = at(0)
    var waits: [Duration] = []
    for _ in 0..<12 {
      try #require(state.next(at: now) == "a")
      let wait = try #require(state.ended("a", .failed, at: now, using: &generator))
      #expect(state.report.failing == 1)
      #expect(state.next(at: now) == nil)
      waits.append(wait)
      now = now + wait
    }
    #expect((.milliseconds(500)...(.seconds(1))).contains(waits[0]))
    #expect((.seconds(8)...(.seconds(16))).contains(waits[4]))
    #expect((.seconds(150)...(.seconds(300))).contains(waits[11]))
    _ = state.next(at: now)
    _ = state.ended("a", .again(at: now), at: now, using: &generator)
    #expect(state.report.failing == 0)
    _ = state.next(at: now)
    #expect(try #require(state.ended("a", .failed, at: now, using: &generator)) <= .seconds(1))
    #expect(state.report.failed == 13 && state.report.again == 1 && state.report.retries == 12)
  }

  @Test("what is added while it runs is not forgotten by its outcome", arguments: [Outcome.done, .failed])
  mutating func addedMeanwhile(outcome: Outcome) {
    state.add("a", at: at(0), now: at(0))
    _ = state.next(at: at(0))
    state.add("a", at: at(0), now: at(0.1))
    _ = state.ended("a", outcome, at: at(0.2), using: &generator)
    #expect(state.next(at: at(0.2)) == "a")
  }

  @Test("the latency is from when a key was due, or added if that was later")
  mutating func latency() {
    state.add("a", at: at(10), now: at(0))
    state.add("b", at: at(-86_400), now: at(9))
    _ = state.next(at: at(12))
    #expect(state.report.latency == ControllerReport.Latency(last: .seconds(3), sum: .seconds(3), count: 1))
    _ = state.next(at: at(12))
    #expect(state.report.latency == ControllerReport.Latency(last: .seconds(2), sum: .seconds(5), count: 2))
  }

  @Test("a clock that is set back makes everything due, one that is slow or set forward does not")
  mutating func setBack() {
    state.add("a", at: at(10), now: at(0))
    #expect(state.looked(at: at(0), elapsed: .seconds(5)) == nil)
    #expect(state.looked(at: at(0.5), elapsed: .seconds(6)) == nil)
    #expect(state.looked(at: at(5), elapsed: .seconds(7)) == nil)
    #expect(state.next(at: at(5)) == nil)
    #expect(state.looked(at: at(-3_600), elapsed: .seconds(7)) == .seconds(3_605))
    #expect(state.next(at: at(-3_600)) == "a")
  }
}
