// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import HTTPServer

struct HTTP2MalformedTests {
  struct Head: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var fields: [(String, String)]

    init(_ description: String, _ fields: [(String, String)]) {
      testDescription = description
      self.fields = fields
    }
  }

  static let heads = [
    Head("a name in upper case", RawFrames.pseudo("GET") + [("Accept", "x")]),
    Head("connection", RawFrames.pseudo("GET") + [("connection", "close")]),
    Head("transfer-encoding", RawFrames.pseudo("GET") + [("transfer-encoding", "chunked")]),
    Head("upgrade", RawFrames.pseudo("GET") + [("upgrade", "websocket")]),
    Head("keep-alive", RawFrames.pseudo("GET") + [("keep-alive", "1")]),
    Head("te other than trailers", RawFrames.pseudo("GET") + [("te", "gzip")]),
    Head("no method", [(":scheme", "https"), (":path", "/")]),
    Head("no path", [(":method", "GET"), (":scheme", "https")]),
    Head("an empty path", [(":method", "GET"), (":scheme", "https"), (":path", "")]),
    Head("two paths", RawFrames.pseudo("GET") + [(":path", "/other")]),
    Head("a pseudo-field after a field", [(":method", "GET"), ("a", "b"), (":scheme", "https"), (":path", "/")]),
    Head("an unknown pseudo-field", RawFrames.pseudo("GET") + [(":status", "200")]),
    Head("two content-lengths", RawFrames.pseudo("GET") + [("content-length", "0"), ("content-length", "1")]),
    Head("a content-length in words", RawFrames.pseudo("GET") + [("content-length", "one")]),
    Head("a content-length beyond all numbers", RawFrames.pseudo("GET") + [("content-length", "99999999999999999999")]),
    Head("a body promised and not sent", RawFrames.pseudo("GET") + [("content-length", "5")]),
  ]

  @Test("a malformed head resets its stream and no other", arguments: heads)
  func head(_ head: Head) {
    let driver = HTTP2CodecDriver()
    driver.pull()
    #expect(driver.send(RawFrames.headers(1, head.fields)).isEmpty)
    let sent = driver.pull()
    #expect(sent.map { [Int($0.type), Int($0.stream), Int($0.errorCode ?? 0)] } == [[3, 1, 1]])
    #expect(driver.send(RawFrames.get(3)).first?.asRequest != nil)
    #expect(driver.codec.streams.count == 1)
  }

  @Test("bytes that no field may hold are never seen by the application", arguments: ["a\rb", "a\nb", "a\0b"])
  func badValue(_ value: String) {
    let driver = HTTP2CodecDriver()
    let events = driver.send(RawFrames.headers(1, RawFrames.pseudo("GET") + [("x", value)]))
    #expect(events.allSatisfy { $0.asRequest?.fields["x"] == nil })
  }

  @Test("a field without a name is never seen by the application")
  func emptyName() {
    let driver = HTTP2CodecDriver()
    let events = driver.send(RawFrames.headers(1, RawFrames.pseudo("GET") + [("", "x")]))
    #expect(events.allSatisfy { $0.asRequest?.fields[""] == nil })
  }

  @Test("a body longer or shorter than promised resets its stream", arguments: [1, 3])
  func lengthMismatch(_ count: Int) {
    let driver = HTTP2CodecDriver()
    driver.pull()
    let body = RawFrames.data(1, Array(repeating: 0, count: count), last: true)
    #expect(driver.send(RawFrames.post(1, [("content-length", "2")]) + body).isEmpty)
    #expect(driver.pull().map(\.type) == [3])
    #expect(driver.codec.phase == .idle)
    #expect(driver.codec.heldBodyBytes == 0)
  }

  static let endings: [(String, [UInt8])] = [
    ("DATA on stream 0", RawFrames.data(0, [1])),
    ("DATA on a stream that was never opened", RawFrames.data(5, [1])),
    ("HEADERS on an even stream", RawFrames.get(2)),
    ("a PING of seven bytes", RawFrames.frame(6, stream: 0, Array(repeating: 0, count: 7))),
    ("SETTINGS of five bytes", RawFrames.frame(4, stream: 0, Array(repeating: 0, count: 5))),
    ("a window too large", RawFrames.windowUpdate(0, 0x7fff_ffff)),
    ("a window update of nothing", RawFrames.windowUpdate(0, 0)),
    ("PUSH_PROMISE from a client", RawFrames.frame(5, flags: 4, stream: 1, [0, 0, 0, 2])),
    ("CONTINUATION without a head", RawFrames.continuation(1)),
    ("a frame within a head", RawFrames.headers(1, RawFrames.pseudo("GET"), flags: 0) + RawFrames.ping()),
    ("a frame larger than allowed", RawFrames.frame(0, stream: 1, Array(repeating: 0, count: 20_000))),
    ("a broken compression", RawFrames.frame(1, flags: 5, stream: 1, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff])),
  ]

  @Test("a frame that breaks the connection's rules ends it, with the reason", arguments: endings)
  func connectionError(_ ending: (String, [UInt8])) {
    let driver = HTTP2CodecDriver()
    driver.send(ending.1)
    driver.pull()
    #expect(driver.codec.phase == .finished)
    #expect((driver.goAwayCode ?? 0) != 0)
    #expect(driver.codec.failure != nil)
  }

  @Test(
    "another protocol's greeting ends the connection without a word",
    arguments: ["GET / HTTP/1.1\r\n\r\n", "\0\0\0"])
  func garbagePreface(_ text: String) {
    let driver = HTTP2CodecDriver(greeted: false)
    driver.send(Array(text.utf8))
    #expect(driver.codec.phase == .finished)
    #expect(!driver.codec.wantsInput)
    #expect(driver.codec.failure == "Received bad client magic byte string")
    #expect(driver.bytes().isEmpty)
    driver.codec.timedOut()
    driver.codec.drain()
    #expect(driver.send(RawFrames.preface).isEmpty)
  }

  @Test("a preface without SETTINGS ends the connection")
  func prefaceWithoutSettings() {
    let driver = HTTP2CodecDriver(greeted: false)
    driver.send(RawFrames.magic + RawFrames.ping())
    driver.pull()
    #expect(driver.codec.phase == .finished)
    #expect(driver.codec.failure != nil)
  }
}
