// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import KubeClient

@Suite("The rate of requests")
struct RequestRateTests {
  @Test("a burst goes at once, the rest at the rate, in order")
  func burst() {
    var rate = RequestRate(perSecond: 10, burst: 3)
    let waits = (0..<6).map { _ in rate.take(now: .seconds(5), patience: .seconds(60)) }
    #expect(waits == [.zero, .zero, .zero, .milliseconds(100), .milliseconds(200), .milliseconds(300)])
  }

  @Test("what was not used comes back, but never more than the burst")
  func refill() {
    var rate = RequestRate(perSecond: 10, burst: 2)
    for _ in 0..<4 { _ = rate.take(now: .zero, patience: .seconds(60)) }
    #expect(rate.take(now: .milliseconds(300), patience: .zero) == .zero)
    let waits = (0..<3).map { _ in rate.take(now: .seconds(3_600), patience: .seconds(60)) }
    #expect(waits == [.zero, .zero, .milliseconds(100)])
  }

  @Test("who cannot wait so long takes nothing")
  func patience() {
    var rate = RequestRate(perSecond: 1, burst: 1)
    #expect(rate.take(now: .zero, patience: .zero) == .zero)
    for _ in 0..<100 { #expect(rate.take(now: .zero, patience: .milliseconds(999)) == nil) }
    #expect(rate.take(now: .zero, patience: .seconds(1)) == .seconds(1))
  }
}
