// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import HTTPServer

struct HTTP2ChunkingTests {
  /// A conversation with everything in it.
  private static let script: [UInt8] =
    RawFrames.preface + RawFrames.get(1) + RawFrames.post(3, [("content-length", "5")])
    + RawFrames.data(3, [1, 2]) + RawFrames.ping() + RawFrames.data(3, [3, 4, 5], last: true)
    + RawFrames.post(5, [("expect", "100-continue")]) + RawFrames.data(5, Array(repeating: 9, count: 300))
    + RawFrames.post(7, [("content-length", "99999999")])
    + RawFrames.headers(9, RawFrames.pseudo("GET"), flags: RawFrames.endStream)
    + RawFrames.continuation(9, [("a", "b")], last: true)
    + RawFrames.headers(11, RawFrames.pseudo("GET") + [("Upper", "case")])
    + RawFrames.headers(5, [("trailer", "1")]) + RawFrames.reset(1)

  private func events(chunks: some Sequence<Int>) -> [CodecEvent] {
    let driver = HTTP2CodecDriver(greeted: false)
    var rest = Self.script[...]
    var events: [CodecEvent] = []
    for count in chunks where !rest.isEmpty {
      events += driver.send(Array(rest.prefix(count)))
      rest = rest.dropFirst(count)
    }
    return events + driver.send(Array(rest))
  }

  @Test("the script says what it should")
  func whole() {
    let events = events(chunks: [Self.script.count])
    #expect(events.map(\.streamNumber) == [1, 3, 7, 9, 5, 1])
    #expect(events[1].asRequest?.body == [1, 2, 3, 4, 5])
    #expect(events[2].asRefusal?.status == 413)
    #expect(events[3].asRequest?.fields["a"] == "b")
    #expect(events[4].asRequest?.body.count == 300)
    #expect(events[5] == .cancelled(StreamID(number: 1)))
  }

  @Test("byte by byte the same happens")
  func bytes() {
    #expect(events(chunks: Array(repeating: 1, count: Self.script.count)) == events(chunks: [Self.script.count]))
  }

  @Test("in random pieces the same happens", arguments: 0..<100)
  func randomPieces(_ seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let chunks = (0..<Self.script.count).map { _ in Int.random(in: 1...200, using: &generator) }
    #expect(events(chunks: chunks) == events(chunks: [Self.script.count]))
  }

  @Test("random bytes after a good preface never crash us, and cannot make us hold much", arguments: 0..<200)
  func garbage(_ seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let driver = HTTP2CodecDriver()
    for _ in 0..<50 {
      let count = Int.random(in: 1...300, using: &generator)
      _ = driver.send((0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
      driver.pull()
    }
    #expect(driver.codec.heldBodyBytes <= 50 * 300)
  }

  @Test("random frames and answers never crash us", arguments: 0..<200)
  func randomFrames(_ seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let driver = HTTP2CodecDriver()
    for _ in 0..<200 {
      let payload = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
        UInt8.random(in: .min ... .max, using: &generator)
      }
      let frame = RawFrames.frame(
        UInt8.random(in: 0...10, using: &generator), flags: UInt8.random(in: .min ... .max, using: &generator),
        stream: UInt32.random(in: 0...20, using: &generator), payload)
      let known = RawFrames.get(UInt32.random(in: 0...100, using: &generator) * 2 + 1)
      for event in driver.send(Bool.random(using: &generator) ? frame : known) {
        driver.respond(event.streamNumber)
      }
      if Bool.random(using: &generator) { driver.pull() }
    }
    #expect(driver.codec.streams.count <= Limits().concurrentStreams)
  }

  @Test("a script with one byte changed never crashes us", arguments: 0..<300)
  func mutations(_ seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    var script = Self.script
    script[Int.random(in: 24..<script.count, using: &generator)] = UInt8.random(in: .min ... .max, using: &generator)
    let driver = HTTP2CodecDriver(greeted: false)
    for event in driver.send(script) { driver.respond(event.streamNumber) }
    driver.pull()
    #expect(driver.codec.heldBodyBytes <= 10_000)
  }
}
