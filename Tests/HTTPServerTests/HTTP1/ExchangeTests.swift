// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import HTTPServer

@Suite("Exchanges over HTTP/1.1")
struct ExchangeTests {
  @Test("pipelined requests are handed out one by one and answered in order")
  func pipelining() {
    var codec = HTTP1Codec(limits: Limits())
    let first = "GET /1 HTTP/1.1\r\nHost: a\r\n\r\n"
    let second = "POST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}"
    codec.receive(first + second + "GET /3 HTTP/1.1\r\n")
    for path in ["/1", "/2"] {
      guard case .request(let stream, let request) = codec.nextEvent() else {
        Issue.record("no request")
        return
      }
      #expect(request.path == path)
      #expect(codec.nextEvent() == nil, "the next waits for the answer")
      #expect(codec.phase == .answering)
      codec.respond(HTTPResponse(status: 200, contentType: path, body: []), to: stream)
    }
    #expect(codec.nextEvent() == nil)
    #expect(codec.phase == .receivingHead)
    codec.receive("Host: a\r\n\r\n")
    guard case .request(_, let third) = codec.nextEvent() else {
      Issue.record("no third request")
      return
    }
    #expect(third.path == "/3")
    let types = codec.takeOutput().split(separator: "\r\n").filter { $0.hasPrefix("content-type") }
    #expect(types == ["content-type: /1", "content-type: /2"])
  }

  @Test("a thousand pipelined requests get a thousand answers")
  func manyPipelined() {
    let talk = converse(String(repeating: "GET / HTTP/1.1\r\nHost: a\r\n\r\n", count: 1_000))
    #expect(talk.requests.count == 1_000)
    #expect(talk.output.split(separator: "HTTP/1.1 200 OK").count == 1_000)
    #expect(Set(talk.streams).count == 1_000)
  }

  @Test("an answer to another stream, or a second one, is dropped")
  func strayAnswer() {
    var codec = HTTP1Codec(limits: Limits())
    codec.receive("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    guard case .request(let stream, _) = codec.nextEvent() else {
      Issue.record("no request")
      return
    }
    codec.respond(.ok, to: StreamID(number: stream.number + 1))
    #expect(codec.takeOutput() == "")
    codec.respond(.ok, to: stream)
    #expect(codec.takeOutput() != "")
    codec.respond(.ok, to: stream)
    #expect(codec.takeOutput() == "")
  }

  struct Persistence: Sendable, CustomTestStringConvertible {
    var version: String
    var connection: String?
    var keeps: Bool
    var answer: String?
    var testDescription: String { "\(version) \(connection ?? "-")" }
  }

  @Test(
    "the connection persists as version and Connection say",
    arguments: [
      Persistence(version: "1.1", connection: nil, keeps: true, answer: nil),
      Persistence(version: "1.1", connection: "keep-alive", keeps: true, answer: nil),
      Persistence(version: "1.1", connection: "close", keeps: false, answer: "close"),
      Persistence(version: "1.1", connection: "CLOSE", keeps: false, answer: "close"),
      Persistence(version: "1.1", connection: "x, \tClose ,y", keeps: false, answer: "close"),
      Persistence(version: "1.1", connection: "keep-alive, close", keeps: false, answer: "close"),
      Persistence(version: "1.1", connection: "closed", keeps: true, answer: nil),
      Persistence(version: "1.1", connection: "upgrade", keeps: true, answer: nil),
      Persistence(version: "1.0", connection: nil, keeps: false, answer: "close"),
      Persistence(version: "1.0", connection: "Keep-Alive", keeps: true, answer: "keep-alive"),
      Persistence(version: "1.0", connection: "keep-alive, close", keeps: false, answer: "close"),
    ])
  func persistence(_ example: Persistence) {
    let connection = example.connection.map { "Connection: \($0)\r\n" } ?? ""
    let request = "GET / HTTP/\(example.version)\r\nHost: a\r\n\(connection)\r\n"
    let talk = converse(request + request)
    #expect(talk.requests.count == (example.keeps ? 2 : 1))
    #expect(talk.phase == (example.keeps ? .idle : .finished))
    let answers = talk.output.split(separator: "\r\n").filter { $0.hasPrefix("connection: ") }.map { $0.dropFirst(12) }
    #expect(Set(answers) == Set([example.answer].compactMap { $0?[...] }))
  }

  @Test("the application may close the connection")
  func closingResponse() {
    var response = HTTPResponse.ok
    response.closesConnection = true
    let request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
    let talk = converse(request + request, answer: response)
    #expect(talk.requests.count == 1)
    #expect(talk.output.contains("\r\nconnection: close\r\n"))
    #expect(talk.phase == .finished)
  }

  @Test("HTTP/1.0 needs no Host and never gets a chunked answer")
  func http10() {
    let talk = converse("GET / HTTP/1.0\r\n\r\n")
    #expect(talk.requests.count == 1)
    #expect(talk.output.contains("\r\ncontent-length: 2\r\n"))
    #expect(!talk.output.contains("transfer-encoding"))
  }

  @Test("HEAD is answered with the length of the body, and without it")
  func headAnswer() {
    let talk = converse("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(talk.output.contains("\r\ncontent-length: 2\r\n"))
    #expect(talk.output.hasSuffix("\r\n\r\n"))
  }

  @Test("100 Continue is sent once the head is found good, before the body")
  func continues() {
    var codec = HTTP1Codec(limits: Limits())
    codec.receive("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 2\r\n")
    #expect(codec.takeOutput() == "")
    codec.receive("\r\n")
    #expect(codec.nextEvent() == nil)
    #expect(codec.takeOutput() == "HTTP/1.1 100 Continue\r\n\r\n")
    #expect(codec.phase == .receivingBody)
    codec.receive("{}")
    #expect(codec.nextEvent() != nil)
  }

  @Test(
    "100 Continue is sent only where a body is awaited that will be taken",
    arguments: [
      ("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", true),
      ("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 0\r\n\r\n", false),
      ("GET / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n", false),
      ("POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n{}", false),
      ("POST / HTTP/1.0\r\nExpect: miracles\r\nContent-Length: 2\r\n\r\n{}", false),
      ("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 99999999\r\n\r\n", false),
      ("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n{}", false),
      ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}", false),
    ])
  func continuesOnlyThere(_ request: String, _ continues: Bool) {
    let talk = converse(request)
    #expect(talk.output.contains("100 Continue") == continues)
    #expect(talk.events.count == 1)
  }
}
