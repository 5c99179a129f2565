// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import HTTPServer

@Suite("Answers over HTTP/2 that are made while they are sent")
struct HTTP2StreamedAnswerTests {
  private func conversation(_ stream: BodyStream, opensWindows: Bool = true) -> HTTP2Conversation {
    let conversation = HTTP2Conversation(opensWindows: opensWindows)
    conversation.answer = { $0.path == "/watch" ? .streaming(stream) : .ok }
    return conversation
  }

  @Test("the body ends where its writer does, and has no content-length")
  func whole() async throws {
    let conversation = conversation(await FedBody.finished("hello", " world"))
    let stream = conversation.client.request("GET", "/watch")
    conversation.run()
    let response = try #require(conversation.client.responses[stream])
    #expect(response.body == Array("hello world".utf8) && response.isComplete && response.closedWith == 0)
    #expect(response.fields["content-length"] == nil)
    #expect(conversation.driver.codec.phase == .idle)
  }

  @Test("what comes later is sent then, and other requests are answered meanwhile")
  func later() async throws {
    let body = FedBody()
    let conversation = conversation(body.stream)
    let stream = conversation.client.request("GET", "/watch")
    conversation.run()
    #expect(conversation.driver.codec.phase == .streaming)
    let other = conversation.client.request("GET", "/other")
    conversation.run()
    #expect(conversation.client.responses[other]?.isComplete == true)
    #expect(conversation.client.responses[stream]?.status == 200)
    #expect(conversation.client.responses[stream]?.isComplete == false)
    body.write("late")
    body.finish()
    await body.stream.run(capacity: .max) {}
    conversation.run()
    #expect(conversation.client.responses[stream]?.isComplete == false, "nobody has told the codec")
    conversation.driver.codec.bodyGrew(of: StreamID(number: stream))
    conversation.run()
    #expect(conversation.client.responses[stream]?.body == Array("late".utf8))
    #expect(conversation.client.responses[stream]?.isComplete == true)
  }

  @Test("a client that gives up is reported, so that nobody goes on writing")
  func reset() throws {
    let conversation = conversation(FedBody().stream)
    let stream = conversation.client.request("GET", "/watch")
    conversation.run()
    conversation.client.reset(stream)
    conversation.run()
    #expect(conversation.events.last == .cancelled(StreamID(number: stream)))
    #expect(conversation.driver.codec.phase == .idle)
    conversation.driver.codec.bodyGrew(of: StreamID(number: stream))
  }

  @Test("a client that opens no window is waited for like one that is late with a body; one that has all is not")
  func slowReader() async throws {
    let body = FedBody()
    let conversation = conversation(body.stream, opensWindows: false)
    let stream = conversation.client.request("GET", "/watch")
    conversation.run()
    conversation.driver.codec.timedOut()
    conversation.run()
    #expect(conversation.client.responses[stream]?.closedWith == nil, "it has all there is")
    body.write(String(repeating: "x", count: 100_000))
    body.finish()
    await body.stream.run(capacity: .max) {}
    conversation.driver.codec.bodyGrew(of: StreamID(number: stream))
    conversation.run()
    #expect(conversation.client.responses[stream]?.body.count == 65_535)
    #expect(conversation.driver.codec.phase == .receivingBody)
    conversation.driver.codec.timedOut()
    conversation.run()
    #expect(conversation.client.responses[stream]?.closedWith == 8)
  }
}
