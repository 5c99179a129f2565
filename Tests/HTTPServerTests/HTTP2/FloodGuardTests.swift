// SPDX-License-Identifier: Apache-2.0
import Posix
import Testing

@testable import HTTPServer

struct FloodGuardTests {
  private let start = MonotonicTime(nanoseconds: 0)

  private func frame(_ kind: HTTP2FrameHead.Kind?, length: Int = 0, flags: UInt8 = 0) -> HTTP2FrameHead {
    HTTP2FrameHead(kind: kind, flags: flags, length: length, stream: 1)
  }

  private func mostAtOnce(_ frame: HTTP2FrameHead) -> Int? {
    var floodGuard = FloodGuard(limits: Limits())
    return (0..<5_000).first { _ in floodGuard.received(frame, now: start) != nil }
  }

  @Test(
    "frames that carry no request have a burst",
    arguments: [HTTP2FrameHead.Kind.priority, .settings, .ping, .windowUpdate, .data, nil])
  func control(_ kind: HTTP2FrameHead.Kind?) {
    #expect(mostAtOnce(frame(kind)) == Limits().controlFrameBurst)
  }

  @Test("one head may take a few CONTINUATION, many heads no more than any other frame")
  func continuations() {
    #expect(mostAtOnce(frame(.continuation)) == Limits().continuationsPerHead)
    var floodGuard = FloodGuard(limits: Limits())
    let first = (0..<5_000).first { number in
      if number % 8 == 0 { _ = floodGuard.received(frame(.headers), now: start) }
      return floodGuard.received(frame(.continuation), now: start) != nil
    }
    #expect(first == Limits().controlFrameBurst)
  }

  @Test("resets have a burst of their own")
  func resets() {
    #expect(mostAtOnce(frame(.resetStream)) == Limits().resetBurst)
  }

  @Test("the kinds share one bucket")
  func shared() {
    var floodGuard = FloodGuard(limits: Limits())
    let kinds: [HTTP2FrameHead.Kind] = [.ping, .settings, .priority, .windowUpdate]
    let first = (0..<5_000).first { floodGuard.received(frame(kinds[$0 % 4]), now: start) != nil }
    #expect(first == Limits().controlFrameBurst)
  }

  @Test("heads, bodies and the empty DATA that ends a body are not counted")
  func requests() {
    #expect(mostAtOnce(frame(.headers, length: 100)) == nil)
    #expect(mostAtOnce(frame(.data, length: 1)) == nil)
    #expect(mostAtOnce(frame(.data, length: 0, flags: 1)) == nil)
  }

  @Test("each DATA frame that we send allows two WINDOW_UPDATE more")
  func windowUpdates() {
    var floodGuard = FloodGuard(limits: Limits())
    for _ in 0..<100 { floodGuard.sentData() }
    let first = (0..<5_000).first { _ in floodGuard.received(frame(.windowUpdate), now: start) != nil }
    #expect(first == 200 + Limits().controlFrameBurst)
  }

  @Test("resets that the peer makes us send count like its own")
  func provokedResets() {
    var floodGuard = FloodGuard(limits: Limits())
    let first = (0..<5_000).first { _ in floodGuard.sentReset(now: start) != nil }
    #expect(first == Limits().resetBurst)
    #expect(floodGuard.received(frame(.resetStream), now: start) != nil)
  }

  @Test("ten cancelled requests a second go on for ever")
  func ordinaryCancellation() {
    var floodGuard = FloodGuard(limits: Limits())
    let tripped = (0..<10_000).first {
      floodGuard.received(frame(.resetStream), now: start + .milliseconds(100 * $0)) != nil
    }
    #expect(tripped == nil)
  }
}
