// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Posix

@Suite struct MonotonicTimeTests {
  @Test("the clock does not go back")
  func order() {
    let first = MonotonicTime.now()
    #expect(first <= MonotonicTime.now())
  }

  @Test("durations are added and found again")
  func arithmetic() {
    let start = MonotonicTime(nanoseconds: 5)
    #expect((start + .milliseconds(2)).nanoseconds == 2_000_005)
    #expect((start + .seconds(-1)).nanoseconds == -999_999_995)
    #expect((start + .milliseconds(2)) - start == .milliseconds(2))
    #expect(start - (start + .seconds(3)) == .seconds(-3))
  }

  @Test("a sum beyond the clock's end is its end")
  func saturation() {
    let start = MonotonicTime(nanoseconds: 5)
    #expect(start + .seconds(Int64.max) == MonotonicTime(nanoseconds: .max))
    #expect(MonotonicTime(nanoseconds: -5) + .seconds(Int64.min) == MonotonicTime(nanoseconds: .min))
    #expect(MonotonicTime(nanoseconds: .max) - MonotonicTime(nanoseconds: .min) == .nanoseconds(Int64.max))
  }
}
