// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import HTTPServer

/// The codec and a real client.
struct HTTP2ExchangeTests {
  /// A pattern whose length divides no frame's, so that a piece in the wrong place shows.
  private func bytes(_ count: Int) -> [UInt8] {
    var all = [UInt8](0..<251)
    while all.count < count { all += all }
    return Array(all.prefix(count))
  }

  @Test("a request with a body is answered")
  func post() throws {
    let conversation = HTTP2Conversation()
    let stream = conversation.client.request(
      "POST", "/validate?timeout=5s", fields: [("content-type", "application/json")], body: bytes(3_000))
    conversation.run()
    let request = try #require(conversation.events.first?.asRequest)
    #expect(request.method == .post)
    #expect(request.path == "/validate")
    #expect(request.query == "timeout=5s")
    #expect(request.fields["content-type"] == "application/json")
    #expect(request.fields["host"] == "cassette.svc")
    #expect(request.body == bytes(3_000))
    let response = try #require(conversation.client.responses[stream])
    #expect(response.status == 200)
    #expect(response.fields == ["content-type": "text/plain", "content-length": "14"])
    #expect(response.body == Array("/validate 3000".utf8))
    #expect(response.isComplete && response.closedWith == 0)
  }

  @Test("bodies of every size come and go whole", arguments: [0, 1, 16_384, 65_535, 65_536, 1_200_000, 7 << 20])
  func sizes(_ count: Int) throws {
    let conversation = HTTP2Conversation()
    conversation.answer = { HTTPResponse(status: 200, contentType: "text/plain", body: $0.body) }
    let body = bytes(count)
    let stream = conversation.client.request(body: body)
    conversation.run()
    let response = try #require(conversation.client.responses[stream])
    #expect(response.body == body)
    #expect(response.isComplete && conversation.clientIsContent)
    #expect(conversation.driver.codec.phase == .idle)
    #expect(conversation.driver.codec.heldBodyBytes == 0)
  }

  @Test("a thousand requests over one connection are all answered")
  func manyStreams() {
    let conversation = HTTP2Conversation()
    for round in 0..<10 {
      let streams = (0..<100).map { conversation.client.request(body: bytes(round * 100 + $0)) }
      conversation.run()
      #expect(streams.allSatisfy { conversation.client.responses[$0]?.isComplete == true })
    }
    #expect(conversation.driver.codec.failure == nil)
    #expect(conversation.events.count == 1_000)
  }

  @Test("many large bodies at once take turns, all arrive, and little is held")
  func largeTogether() {
    let conversation = HTTP2Conversation()
    let limits = Limits()
    let streams = (0..<20).map { _ in conversation.client.request(body: bytes(2 << 20)) }
    conversation.run()
    #expect(streams.allSatisfy { conversation.client.responses[$0]?.body == Array("/validate 2097152".utf8) })
    #expect(conversation.mostHeld <= limits.sharedBodyBytes + 20 * limits.streamWindowBytes + 2 << 20)
    #expect(conversation.driver.codec.heldBodyBytes == 0)
  }

  @Test("HEAD gets the length of the body but not the body")
  func head() throws {
    let conversation = HTTP2Conversation()
    let stream = conversation.client.request("HEAD", "/healthz")
    conversation.run()
    let response = try #require(conversation.client.responses[stream])
    #expect(response.status == 200)
    #expect(response.fields["content-length"] == "10")
    #expect(response.body.isEmpty && response.isComplete)
  }

  @Test("an answer without a body ends with its head")
  func emptyAnswer() throws {
    let conversation = HTTP2Conversation()
    conversation.answer = { _ in HTTPResponse(status: 204, contentType: "text/plain", body: []) }
    let stream = conversation.client.request("GET")
    conversation.run()
    let response = try #require(conversation.client.responses[stream])
    #expect(response.status == 204 && response.isComplete)
    #expect(response.fields["content-length"] == nil)
  }

  @Test("a client that waits for 100 gets it, and then its answer")
  func continues() throws {
    let driver = HTTP2CodecDriver()
    driver.pull()
    driver.send(RawFrames.post(1, [("expect", "100-continue")]))
    let sent = driver.pull()
    #expect(sent.map(\.type) == [1])
    #expect(sent.first?.flags == RawFrames.endHeaders)
    #expect(driver.send(RawFrames.data(1, [1, 2], last: true)).first?.asRequest?.body == [1, 2])

    let conversation = HTTP2Conversation()
    let stream = conversation.client.request(fields: [("expect", "100-continue")], body: bytes(10))
    conversation.run()
    let response = try #require(conversation.client.responses[stream])
    #expect(response.informational == [100])
    #expect(response.status == 200)
  }

  @Test("trailers end a request and are dropped")
  func trailers() {
    let driver = HTTP2CodecDriver()
    driver.send(RawFrames.post(1) + RawFrames.data(1, [1]))
    let events = driver.send(RawFrames.headers(1, [("x-checksum", "1")]))
    #expect(events.first?.asRequest?.body == [1])
    #expect(events.first?.asRequest?.fields["x-checksum"] == nil)
  }

  @Test("answers may come in another order than their requests")
  func outOfOrder() {
    let conversation = HTTP2Conversation()
    conversation.answer = { _ in nil }
    let streams = (0..<3).map { conversation.client.request("GET", "/\($0)") }
    conversation.run()
    #expect(conversation.driver.codec.phase == .answering)
    for stream in streams.reversed() { conversation.driver.respond(stream, body: Array("\(stream)".utf8)) }
    conversation.run()
    #expect(streams.map { conversation.client.responses[$0]?.body } == streams.map { Array("\($0)".utf8) })
  }
}
