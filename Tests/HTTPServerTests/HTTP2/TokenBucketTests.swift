// SPDX-License-Identifier: Apache-2.0
import Posix
import Testing

@testable import HTTPServer

struct TokenBucketTests {
  private let start = MonotonicTime(nanoseconds: 5_000_000_000)

  @Test("a burst passes, and not one more")
  func burst() {
    var bucket = TokenBucket(burst: 3, perSecond: 10)
    let taken = (0..<4).map { _ in bucket.take(now: start) }
    #expect(taken == [true, true, true, false])
  }

  @Test("an empty bucket refills at its rate")
  func refill() {
    var bucket = TokenBucket(burst: 3, perSecond: 10)
    while bucket.take(now: start) {}
    let taken = [99, 100, 199].map { bucket.take(now: start + .milliseconds($0)) }
    #expect(taken == [false, true, false])
  }

  @Test("a long rest does not make the burst larger")
  func fullIsFull() {
    var bucket = TokenBucket(burst: 3, perSecond: 10)
    let later = start + .seconds(3_600)
    let first = bucket.take(now: start)
    let taken = (0..<4).map { _ in bucket.take(now: later) }
    #expect(first && taken == [true, true, true, false])
  }

  @Test("a clock that starts before zero is a clock")
  func negativeTime() {
    var bucket = TokenBucket(burst: 1, perSecond: 1)
    let early = MonotonicTime(nanoseconds: -10_000_000_000)
    let taken = (0..<2).map { _ in bucket.take(now: early) }
    #expect(taken == [true, false])
  }
}
