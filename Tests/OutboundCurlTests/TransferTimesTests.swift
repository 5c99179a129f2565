// SPDX-License-Identifier: Apache-2.0
import Outbound
import Testing

@testable import OutboundCurl

@Suite("When a transfer has taken too long")
struct TransferTimesTests {
  private let start = ContinuousClock.now

  private func times(total: Int? = nil, idle: Int? = nil) -> TransferTimes {
    let timeouts = OutboundTimeouts(total: total.map { .seconds($0) }, idle: idle.map { .seconds($0) })
    return TransferTimes(timeouts, startedAt: start)
  }

  private func after(_ seconds: Int) -> ContinuousClock.Instant { start + .seconds(seconds) }

  @Test("the total counts from the start, whatever is received")
  func total() {
    var times = times(total: 10)
    times.received(at: after(9))
    #expect(times.expired(at: after(9)) == nil)
    #expect(times.expired(at: after(10)) == .total(.seconds(10)))
  }

  @Test("each byte begins the idle time anew")
  func idle() {
    var times = times(idle: 10)
    times.received(at: after(9))
    #expect(times.expired(at: after(18)) == nil)
    #expect(times.expired(at: after(19)) == .idle(.seconds(10)))
  }

  @Test("while we do not read, a peer is not idle, but the total goes on")
  func paused() {
    var times = times(total: 100, idle: 10)
    times.paused()
    #expect(times.expired(at: after(99)) == nil)
    #expect(times.next?.deadline == after(100))
    times.resumed(at: after(50))
    #expect(times.expired(at: after(59)) == nil)
    #expect(times.expired(at: after(60)) == .idle(.seconds(10)))
  }

  @Test("the earlier of both comes first; without either there is none")
  func order() {
    #expect(times(total: 5, idle: 10).next?.kind == .total(.seconds(5)))
    #expect(times(total: 10, idle: 5).next?.kind == .idle(.seconds(5)))
    #expect(times().next == nil)
  }

  @Test(
    "libcurl gets whole milliseconds, never too few and never none",
    arguments: [
      (Duration.zero, 1), (.seconds(-1), 1), (.nanoseconds(1), 1), (.milliseconds(1), 1), (.microseconds(1_001), 2),
      (.seconds(30), 30_000), (.seconds(Int64.max), Int(Int32.max)),
    ])
  func milliseconds(duration: Duration, milliseconds: Int) {
    #expect(Int(duration.wholeMilliseconds) == milliseconds)
  }
}
