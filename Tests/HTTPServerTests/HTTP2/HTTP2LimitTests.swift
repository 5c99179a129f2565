// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import HTTPServer

struct HTTP2LimitTests {
  @Test("the first frames tell the limits")
  func settings() {
    let driver = HTTP2CodecDriver(greeted: false)
    let frames = driver.pull()
    #expect(frames.map(\.type) == [4, 8])
    let payload = frames[0].payload
    let pairs = stride(from: 0, to: payload.count, by: 6).map { at -> [Int] in
      let value = payload[(at + 2)..<(at + 6)].reduce(0) { value, byte in value << 8 | Int(byte) }
      return [Int(payload[at + 1]), value]
    }
    #expect(pairs == [[3, 100], [4, 65_535], [6, 32_768], [9, 1]])
  }

  @Test("a promised body over the limit gets 413 at once, then the client is asked to stop")
  func promisedTooMuch() {
    let driver = HTTP2CodecDriver()
    driver.pull()
    let events = driver.send(RawFrames.post(1, [("content-length", "99999999")]))
    #expect(events.first?.asRefusal?.status == 413)
    driver.respond(1, status: 413)
    let sent = driver.pull()
    #expect(sent.map(\.type) == [1, 0, 3])
    #expect(sent.last?.errorCode == 0)
    #expect(driver.codec.phase == .idle)
    #expect(driver.codec.failure == nil)
  }

  @Test("a body that grows over the limit gets 413 and is let go")
  func grownTooLarge() throws {
    var limits = Limits()
    limits.bodyBytes = 100_000
    let conversation = HTTP2Conversation(limits: limits)
    let stream = conversation.client.request(body: Array(repeating: 1, count: 200_000))
    conversation.run()
    #expect(conversation.events.map { $0.asRefusal?.status } == [413])
    let response = try #require(conversation.client.responses[stream])
    #expect(response.status == 413 && response.isComplete)
    #expect(response.closedWith == 0)
    #expect(conversation.driver.codec.heldBodyBytes == 0)
    let next = conversation.client.request(body: [1])
    conversation.run()
    #expect(conversation.client.responses[next]?.status == 200)
  }

  @Test("what comes after a refusal is dropped, and the connection's window stays open")
  func refusedBodyIsDropped() {
    var limits = Limits()
    limits.bodyBytes = 10
    let driver = HTTP2CodecDriver(limits: limits)
    driver.send(RawFrames.post(1))
    #expect(driver.send(RawFrames.data(1, Array(repeating: 0, count: 11))).count == 1)
    #expect(driver.send(RawFrames.data(1, Array(repeating: 0, count: 11), last: true)).isEmpty)
    driver.respond(1, status: 413)
    #expect(driver.pull().last?.type == 0)
    #expect(driver.codec.phase == .idle)
  }

  @Test("a head over the limit gets 431, and the next request is served")
  func headTooLarge() {
    let conversation = HTTP2Conversation()
    let stream = conversation.client.request("GET", fields: [("x", String(repeating: "y", count: 40_000))])
    let many = conversation.client.request("GET", fields: (0..<200).map { ("x-\($0)", "1") })
    let next = conversation.client.request("GET")
    conversation.run()
    #expect(conversation.client.responses[stream]?.status == 431)
    #expect(conversation.client.responses[many]?.status == 431)
    #expect(conversation.client.responses[next]?.status == 200)
  }

  @Test("a head in many frames is one head; in too many it ends the connection")
  func continuations() {
    let driver = HTTP2CodecDriver()
    driver.send(RawFrames.headers(1, RawFrames.pseudo("GET"), flags: RawFrames.endStream))
    #expect(driver.codec.phase == .receivingHead)
    for number in 0..<7 { driver.send(RawFrames.continuation(1, [("x-\(number)", "1")])) }
    #expect(driver.send(RawFrames.continuation(1, last: true)).first?.asRequest?.fields.list.count == 8)

    driver.send(RawFrames.headers(3, RawFrames.pseudo("GET"), flags: RawFrames.endStream))
    for _ in 0..<20 { driver.send(RawFrames.continuation(3)) }
    driver.pull()
    #expect(driver.codec.phase == .finished)
    #expect(driver.codec.failure != nil)
  }

  @Test("more streams than allowed are refused")
  func tooManyStreams() {
    let driver = HTTP2CodecDriver()
    let opened = (0..<150).flatMap { RawFrames.post(UInt32(1 + 2 * $0)) }
    driver.send(opened)
    let refused = driver.pull().filter { $0.type == 3 }
    #expect(refused.count == 50)
    #expect(refused.allSatisfy { $0.errorCode == 7 })
  }

  @Test("a client that never opens its window does not grow our memory, and does not stop us from reading")
  func windowStaysClosed() {
    let conversation = HTTP2Conversation(opensWindows: false)
    conversation.answer = { _ in
      HTTPResponse(status: 200, contentType: "text/plain", body: Array(repeating: 1, count: 100_000))
    }
    let streams = (0..<300).map { _ in conversation.client.request("GET") }
    conversation.run()
    #expect(conversation.events.count == Limits().concurrentStreams)
    #expect(conversation.driver.codec.wantsInput)
    #expect(conversation.driver.codec.phase == .receivingBody)
    let received = streams.reduce(0) { $0 + (conversation.client.responses[$1]?.body.count ?? 0) }
    #expect(received <= 65_535)
  }

  @Test("an answer that waits for the window goes on when it opens")
  func windowOpensLater() {
    let driver = HTTP2CodecDriver()
    driver.send(RawFrames.get(1))
    driver.respond(1, body: Array(repeating: 1, count: 100_000))
    let first = driver.pull().filter { $0.type == 0 }.reduce(0) { $0 + $1.payload.count }
    #expect(first == 65_535)
    driver.send(RawFrames.windowUpdate(0, 100_000) + RawFrames.windowUpdate(1, 100_000))
    #expect(driver.codec.phase == .answering)
    let second = driver.pull().filter { $0.type == 0 }.reduce(0) { $0 + $1.payload.count }
    #expect(first + second == 100_000)
    #expect(driver.codec.phase == .idle)
  }

  @Test("a client that does not read is not read from")
  func backPressure() {
    let driver = HTTP2CodecDriver()
    driver.send(RawFrames.windowUpdate(0, 1 << 30))
    var stream: Int32 = 1
    while driver.codec.wantsInput, stream < 1_000 {
      driver.send(RawFrames.get(UInt32(stream)))
      driver.respond(stream, body: Array(repeating: 1, count: 50_000))
      stream += 2
    }
    #expect(stream == 13)
    _ = driver.bytes()
    #expect(driver.codec.wantsInput)
  }

  @Test("acknowledgements that pile up stop us from reading")
  func queuedFrames() {
    var limits = Limits()
    limits.queuedFrames = 10
    let driver = HTTP2CodecDriver(limits: limits)
    for _ in 0..<10 { driver.send(RawFrames.ping()) }
    #expect(!driver.codec.wantsInput)
    driver.pull()
    #expect(driver.codec.wantsInput)
  }

  @Test("output comes in pieces of about the size asked for")
  func outputLimit() {
    let driver = HTTP2CodecDriver()
    driver.send(RawFrames.get(1))
    driver.respond(1, body: Array(repeating: 1, count: 60_000))
    var pieces: [Int] = []
    while pieces.last != 0 {
      var buffer: [UInt8] = []
      driver.codec.output(into: &buffer, limit: 10_000)
      pieces.append(buffer.count)
    }
    #expect(pieces.count > 3)
    #expect(pieces.allSatisfy { $0 < 10_000 + 16_384 + 9 })
  }
}
