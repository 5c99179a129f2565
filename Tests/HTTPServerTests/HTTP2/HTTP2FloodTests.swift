// SPDX-License-Identifier: Apache-2.0
import Posix
import Testing

@testable import HTTPServer

struct HTTP2FloodTests {
  /// Whether the codec ends the connection because it wants calm, and says so to the client and to the log.
  private func endsInCalm(_ driver: HTTP2CodecDriver) -> Bool {
    driver.pull()
    return driver.goAwayCode == 0xb && driver.codec.phase == .finished && driver.codec.failure != nil
      && !driver.codec.wantsInput
  }

  @Test("requests that are reset as fast as they are sent end the connection")
  func rapidReset() {
    let driver = HTTP2CodecDriver()
    var requests = 0
    for stream in stride(from: UInt32(1), to: 2_001, by: 2) {
      requests += driver.send(RawFrames.get(stream) + RawFrames.reset(stream)).filter { $0.asRequest != nil }.count
      driver.pull()
    }
    #expect(endsInCalm(driver))
    #expect(requests == Limits().resetBurst + 1)
    #expect(driver.codec.failure == "the client resets too many streams")
  }

  @Test("the same in one piece does no more work")
  func rapidResetAtOnce() {
    let driver = HTTP2CodecDriver()
    let flood = stride(from: UInt32(1), to: 4_001, by: 2).flatMap { RawFrames.get($0) + RawFrames.reset($0) }
    let events = driver.send(flood)
    #expect(events.count <= 2 * Limits().resetBurst + 1)
    #expect(endsInCalm(driver))
  }

  @Test("ordinary cancellation goes on for ever")
  func cancellation() {
    let driver = HTTP2CodecDriver()
    for stream in stride(from: UInt32(1), to: 1_601, by: 2) {
      let events = driver.send(RawFrames.get(stream) + RawFrames.reset(stream))
      #expect(events.last == .cancelled(StreamID(number: Int32(stream))))
      driver.pull()
      driver.now = driver.now + .milliseconds(100)
    }
    #expect(driver.codec.phase == .idle)
    #expect(driver.codec.failure == nil)
  }

  @Test("a client that makes us reset its streams is no better")
  func provokedResets() {
    let driver = HTTP2CodecDriver()
    for stream in stride(from: UInt32(1), to: 1_001, by: 2) {
      driver.send(RawFrames.headers(stream, RawFrames.pseudo("GET") + [("Upper", "case")]))
      driver.pull()
    }
    #expect(endsInCalm(driver))
  }

  @Test(
    "floods of frames that ask for nothing end the connection", arguments: ["ping", "settings", "priority", "window"])
  func control(_ kind: String) {
    let driver = HTTP2CodecDriver()
    let frame =
      switch kind {
      case "ping": RawFrames.ping()
      case "settings": RawFrames.settings()
      case "priority": RawFrames.priority(1)
      default: RawFrames.windowUpdate(0, 1)
      }
    for _ in 0..<500 {
      driver.send(frame)
      driver.pull()
    }
    #expect(endsInCalm(driver))
  }

  @Test("a flood of empty DATA ends the connection")
  func emptyData() {
    let driver = HTTP2CodecDriver()
    driver.send(RawFrames.post(1))
    for _ in 0..<500 { driver.send(RawFrames.data(1, [])) }
    #expect(endsInCalm(driver))
  }

  @Test("a flood of heads in many CONTINUATION ends the connection")
  func continuations() {
    let driver = HTTP2CodecDriver()
    for stream in stride(from: UInt32(1), to: 199, by: 2) {
      driver.send(RawFrames.headers(stream, RawFrames.pseudo("GET"), flags: RawFrames.endStream))
      for last in [false, false, false, false, false, true] { driver.send(RawFrames.continuation(stream, last: last)) }
      driver.respond(Int32(stream))
      driver.pull()
    }
    #expect(endsInCalm(driver))
  }

  @Test("a ping every fifteen seconds is fine, and answered")
  func pings() {
    let driver = HTTP2CodecDriver()
    driver.pull()
    for _ in 0..<1_000 {
      driver.now = driver.now + .seconds(15)
      driver.send(RawFrames.ping())
      #expect(driver.pull().map(\.type) == [6])
    }
    #expect(driver.codec.phase == .idle)
  }

  @Test("a client that reads slowly, window by window, is fine")
  func windowUpdates() {
    let driver = HTTP2CodecDriver()
    driver.send(RawFrames.get(1))
    driver.respond(1, body: Array(repeating: 1, count: 2_000_000))
    driver.pull()
    for _ in 0..<2_000 where driver.codec.phase != .idle {
      driver.send(RawFrames.windowUpdate(0, 1_000) + RawFrames.windowUpdate(1, 1_000))
      driver.pull()
    }
    #expect(driver.codec.phase == .idle)
    #expect(driver.codec.failure == nil)
  }
}
