// SPDX-License-Identifier: Apache-2.0
import Posix
import TestSupport
import Testing

@testable import HTTPServer

@Suite("Deadlines")
struct DeadlinesTests {
  private func time(_ value: Int) -> MonotonicTime { MonotonicTime(nanoseconds: Int64(value)) }

  private func expired(_ deadlines: inout Deadlines, at now: Int) -> [Int] {
    var found: [Int] = []
    while let number = deadlines.nextExpired(at: time(now)) { found.append(number) }
    return found
  }

  @Test("what has passed comes out once, in order")
  func order() {
    var deadlines = Deadlines()
    for (number, at) in [(3, 30), (1, 10), (2, 20)] { deadlines.set(number, to: time(at)) }
    #expect(expired(&deadlines, at: 9) == [])
    #expect(expired(&deadlines, at: 20) == [1, 2])
    #expect(expired(&deadlines, at: 20) == [])
    #expect(deadlines.count == 1)
  }

  @Test("a deadline moved to a later time does not expire at the earlier one")
  func postponed() {
    var deadlines = Deadlines()
    deadlines.set(0, to: time(10))
    for later in 11...1000 { deadlines.set(0, to: time(later)) }
    #expect(deadlines.count == 1)
    #expect(expired(&deadlines, at: 999) == [])
    #expect(deadlines.earliest == time(1000))
    #expect(expired(&deadlines, at: 1000) == [0])
  }

  @Test("a deadline moved to an earlier time expires then")
  func advanced() {
    var deadlines = Deadlines()
    for number in 0..<8 { deadlines.set(number, to: time(100 + number)) }
    deadlines.set(7, to: time(5))
    #expect(deadlines.earliest == time(5))
    #expect(expired(&deadlines, at: 5) == [7])
  }

  @Test("a removed deadline does not expire, and its number may be used again")
  func removed() {
    var deadlines = Deadlines()
    deadlines.set(4, to: time(10))
    deadlines.remove(4)
    deadlines.remove(4)
    deadlines.remove(99)
    #expect(deadlines.earliest == nil)
    deadlines.set(4, to: time(20))
    #expect(expired(&deadlines, at: 30) == [4])
  }

  @Test(
    "ten thousand random steps agree with a table that is searched in full", arguments: 1...5 as ClosedRange<UInt64>)
  func model(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var deadlines = Deadlines()
    var model: [Int: Int] = [:]
    var now = 0
    for _ in 0..<10_000 {
      let number = Int.random(in: 0..<40, using: &random)
      switch Int.random(in: 0..<10, using: &random) {
      case 0:
        deadlines.remove(number)
        model[number] = nil
      case 1:
        now += Int.random(in: 0..<50, using: &random)
        let due = model.filter { $0.value <= now }.map(\.key)
        #expect(Set(expired(&deadlines, at: now)) == Set(due))
        for number in due { model[number] = nil }
      default:
        let at = now + Int.random(in: -5..<200, using: &random)
        deadlines.set(number, to: time(at))
        model[number] = at
      }
      #expect(deadlines.count == model.count)
      if let first = model.values.min() { #expect(deadlines.earliest.map { $0 <= time(first) } == true) }
    }
  }
}
