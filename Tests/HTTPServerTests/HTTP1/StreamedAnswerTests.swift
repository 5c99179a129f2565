// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import HTTPServer

@Suite("Answers over HTTP/1.1 that are made while they are sent")
struct StreamedAnswerTests {
  private let request = "GET /watch HTTP/1.1\r\nHost: a\r\n\r\n"

  /// A codec that has a request to answer.
  private func asked(_ text: String) -> (codec: HTTP1Codec, event: CodecEvent?) {
    var codec = HTTP1Codec(limits: Limits(), wallClock: { 784_111_777 })
    codec.receive(text)
    let event = codec.nextEvent()
    return (codec, event)
  }

  @Test("the body comes in chunks, and another request may follow")
  func chunks() async throws {
    var (codec, event) = asked(request + request)
    codec.answer(try #require(event), with: .streaming(await FedBody.finished("hello", " world")))
    #expect(codec.phase == .streaming)
    let output = codec.takeOutput()
    #expect(output.contains("\r\ntransfer-encoding: chunked\r\n"))
    #expect(!output.contains("content-length"))
    #expect(output.hasSuffix("\r\n\r\nb\r\nhello world\r\n0\r\n\r\n"))
    #expect(codec.nextEvent()?.asRequest?.path == "/watch")
  }

  @Test("what is not there yet is not sent, and the request that follows waits")
  func waits() async throws {
    var (codec, event) = asked(request + request)
    let body = FedBody()
    codec.answer(try #require(event), with: .streaming(body.stream))
    _ = codec.takeOutput()
    #expect(codec.takeOutput() == "" && codec.nextEvent() == nil)
    #expect(codec.phase == .streaming && codec.wantsInput)
    body.write("late")
    body.finish()
    await body.stream.run(capacity: .max) {}
    #expect(codec.takeOutput() == "4\r\nlate\r\n0\r\n\r\n")
    #expect(codec.nextEvent()?.asRequest != nil)
  }

  @Test("to HTTP/1.0 the body is sent as it is, and its end is that of the connection")
  func old() async throws {
    var (codec, event) = asked("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
    codec.answer(try #require(event), with: .streaming(await FedBody.finished("hello")))
    let output = codec.takeOutput()
    #expect(!output.contains("transfer-encoding") && output.contains("\r\nconnection: close\r\n"))
    #expect(output.hasSuffix("\r\n\r\nhello"))
    #expect(codec.phase == .finished)
  }

  @Test("HEAD gets the head alone, and whoever makes the body is told")
  func head() async throws {
    var (codec, event) = asked("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n")
    let body = FedBody()
    codec.answer(try #require(event), with: .streaming(body.stream))
    #expect(codec.takeOutput().hasSuffix("\r\ntransfer-encoding: chunked\r\ncontent-type: text/plain\r\n\r\n"))
    #expect(codec.phase == .idle)
    body.write("x")
    await body.stream.run(capacity: .max) {}
    #expect(body.stream.count == 0)
  }

  @Test("a stop lets the answer come to its end, and then ends the connection")
  func draining() async throws {
    var (codec, event) = asked(request)
    codec.answer(try #require(event), with: .streaming(await FedBody.finished("hello")))
    codec.drain()
    #expect(codec.phase == .streaming)
    #expect(codec.takeOutput().hasSuffix("0\r\n\r\n"))
    #expect(codec.phase == .finished)
  }
}
