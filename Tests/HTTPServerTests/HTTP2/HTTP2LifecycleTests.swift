// SPDX-License-Identifier: Apache-2.0
import Posix
import Testing

@testable import HTTPServer

struct HTTP2LifecycleTests {
  @Test("the phase follows the requests")
  func phases() {
    let driver = HTTP2CodecDriver(greeted: false)
    #expect(driver.codec.phase == .receivingHead)
    driver.send(RawFrames.preface)
    #expect(driver.codec.phase == .idle)
    driver.send(RawFrames.headers(1, RawFrames.pseudo("POST"), flags: 0))
    #expect(driver.codec.phase == .receivingHead)
    driver.send(RawFrames.continuation(1, last: true))
    #expect(driver.codec.phase == .receivingBody)
    driver.send(RawFrames.data(1, [1], last: true))
    #expect(driver.codec.phase == .answering)
    driver.respond(1)
    #expect(driver.codec.phase == .answering)
    driver.pull()
    #expect(driver.codec.phase == .idle)
  }

  @Test("a cancelled request is reported, and an answer to it dropped")
  func cancelled() {
    let driver = HTTP2CodecDriver()
    driver.send(RawFrames.get(1))
    driver.pull()
    #expect(driver.send(RawFrames.reset(1)) == [.cancelled(StreamID(number: 1))])
    driver.respond(1)
    #expect(driver.pull() == [])
    #expect(driver.codec.phase == .idle)
  }

  @Test("a body that is given up, or an answer that nobody reads, is no event")
  func resetElsewhere() {
    let driver = HTTP2CodecDriver()
    #expect(driver.send(RawFrames.post(1) + RawFrames.data(1, [1]) + RawFrames.reset(1)).isEmpty)
    #expect(driver.codec.heldBodyBytes == 0)
    driver.send(RawFrames.get(3))
    driver.respond(3, body: Array(repeating: 1, count: 100_000))
    driver.pull()
    #expect(driver.send(RawFrames.reset(3)).isEmpty)
    #expect(driver.codec.phase == .idle)
  }

  @Test("an answer to a stream that never was is dropped, and a second answer too")
  func strayAnswers() {
    let driver = HTTP2CodecDriver()
    driver.respond(7)
    driver.send(RawFrames.get(1))
    driver.respond(1)
    driver.respond(1)
    #expect(driver.pull().filter { $0.type == 1 }.count == 1)
  }

  @Test("an idle connection that drains is finished, and says goodbye")
  func drainIdle() {
    let conversation = HTTP2Conversation()
    conversation.run()
    conversation.driver.codec.drain()
    #expect(conversation.driver.codec.phase == .finished)
    #expect(!conversation.driver.codec.wantsInput)
    conversation.run()
    #expect(conversation.client.goAwayCode == 0)
    #expect(conversation.driver.codec.failure == nil)
  }

  @Test("after the announcement of the end new streams are answered, and after the end they are not")
  func announceEnd() {
    let driver = HTTP2CodecDriver()
    driver.send(RawFrames.get(1))
    driver.codec.announceEnd()
    #expect(driver.pull().filter { $0.type == 7 }.map(\.lastStream) == [0x7FFF_FFFF])
    #expect(driver.send(RawFrames.get(3)).count == 1)
    driver.respond(1)
    driver.respond(3)
    #expect(driver.pull().filter { $0.type == 1 }.map(\.stream) == [1, 3])
    #expect(driver.codec.phase == .idle)
    driver.codec.drain()
    driver.codec.announceEnd()
    #expect(driver.codec.phase == .finished)
    #expect(driver.pull().filter { $0.type == 7 }.map(\.lastStream) == [3])
    #expect(driver.send(RawFrames.get(5)).isEmpty)
  }

  @Test("a draining connection ends what is open and opens nothing new")
  func drainBusy() {
    let driver = HTTP2CodecDriver()
    driver.send(RawFrames.get(1) + RawFrames.post(3))
    driver.codec.drain()
    driver.codec.drain()
    #expect(driver.send(RawFrames.get(5)).isEmpty)
    let sent = driver.pull()
    #expect(sent.filter { $0.type == 7 }.map(\.errorCode) == [0])
    #expect(driver.send(RawFrames.get(7)).isEmpty)
    #expect(driver.codec.phase == .answering)
    driver.respond(1)
    driver.pull()
    #expect(driver.codec.phase == .receivingBody)
    #expect(driver.send(RawFrames.data(3, [1], last: true)).first?.asRequest?.body == [1])
    driver.respond(3)
    driver.pull()
    #expect(driver.codec.phase == .finished)
  }

  @Test("a client that says goodbye gets its answers, then the connection is finished")
  func clientLeaves() {
    let driver = HTTP2CodecDriver()
    driver.send(RawFrames.get(1) + RawFrames.frame(7, stream: 0, Array(repeating: 0, count: 8)))
    driver.pull()
    #expect(driver.codec.phase == .answering)
    driver.respond(1)
    driver.pull()
    #expect(driver.codec.phase == .finished)
    #expect(driver.codec.failure == nil)
  }

  @Test("a body that takes too long is reset, what is being answered is not")
  func bodyTimeout() {
    let driver = HTTP2CodecDriver()
    driver.send(RawFrames.post(1) + RawFrames.get(3))
    driver.pull()
    driver.codec.timedOut()
    #expect(driver.pull().map { [Int($0.type), Int($0.stream), Int($0.errorCode ?? 0)] } == [[3, 1, 8]])
    #expect(driver.codec.phase == .answering)
    driver.respond(3)
    #expect(driver.pull().count == 2)
    #expect(driver.codec.phase == .idle)
  }

  @Test("a head or a preface that takes too long ends the connection", arguments: [true, false])
  func headTimeout(_ greeted: Bool) {
    let driver = HTTP2CodecDriver(greeted: greeted)
    if greeted { driver.send(RawFrames.headers(1, RawFrames.pseudo("GET"), flags: 0)) }
    driver.codec.timedOut()
    #expect(driver.codec.phase == .finished)
    driver.pull()
    #expect(driver.goAwayCode == 0)
    #expect(driver.codec.failure?.hasPrefix("the client takes too long") == true)
  }

  @Test("a slow body is reset although other requests keep the connection busy")
  func overdueBody() {
    let driver = HTTP2CodecDriver()
    driver.send(RawFrames.post(1))
    var resetAfter: Duration?
    for second in 1...60 where resetAfter == nil {
      driver.now = driver.now + .seconds(1)
      let stream = UInt32(1 + 2 * second)
      driver.send(RawFrames.data(1, [1]) + RawFrames.get(stream))
      driver.respond(Int32(stream))
      if driver.pull().contains(where: { $0.type == 3 && $0.stream == 1 }) { resetAfter = .seconds(second) }
    }
    #expect(resetAfter == .seconds(31))
    #expect(driver.codec.failure == nil)
  }

  @Test("an answer that the peer leaves no room for is reset although it keeps talking")
  func overdueAnswer() {
    let driver = HTTP2CodecDriver()
    driver.send(RawFrames.get(1))
    driver.respond(1, body: Array(repeating: 1, count: 100_000))
    driver.pull()
    var resets: [SentFrame] = []
    for _ in 1...60 {
      driver.now = driver.now + .seconds(1)
      driver.send(RawFrames.ping())
      resets += driver.pull().filter { $0.type == 3 }
    }
    #expect(resets.map(\.stream) == [1])
    #expect(driver.codec.phase == .idle)
  }

  @Test("a codec that is dropped in the middle of everything leaves nothing behind")
  func dropped() {
    weak var stream: HTTP2Stream?
    weak var codec: HTTP2Codec?
    do {
      let driver = HTTP2CodecDriver()
      driver.send(RawFrames.get(1) + RawFrames.post(3))
      driver.respond(1, body: Array(repeating: 1, count: 100_000))
      driver.pull()
      codec = driver.codec
      stream = driver.codec.streams[1]
      #expect(stream != nil)
    }
    #expect(codec == nil && stream == nil)
  }
}
