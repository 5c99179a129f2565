// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import HTTPServer

@Suite("Response heads of HTTP/1.1")
struct ResponseHeadTests {
  private func head(_ response: HTTPResponse, _ connection: ResponseHead.ConnectionOption = .unsaid) -> String {
    var output: [UInt8] = []
    ResponseHead(response, connection: connection).encode(into: &output, date: Array("now".utf8))
    return String(decoding: output, as: UTF8.self)
  }

  @Test("hold status, date, length and fields")
  func whole() {
    let text = head(.ok)
    #expect(text == "HTTP/1.1 200 OK\r\ndate: now\r\ncontent-length: 2\r\ncontent-type: text/plain\r\n\r\n")
  }

  @Test("say what becomes of the connection")
  func connection() {
    #expect(head(.ok, .close).contains("\r\nconnection: close\r\n"))
    #expect(head(.ok, .keepAlive).contains("\r\nconnection: keep-alive\r\n"))
  }

  @Test("cannot be split by a value or a name")
  func injection() {
    var response = HTTPResponse(status: 200, contentType: "a\r\nset-cookie: b\u{0}c\nd\re\tf", body: [])
    response.fields.append("x\r\ny: z", "a")
    #expect(
      head(response) == "HTTP/1.1 200 OK\r\ndate: now\r\ncontent-length: 0\r\n"
        + "content-type: a  set-cookie: b c d e\tf\r\nx--y--z: a\r\n\r\n")
  }

  @Test("leave the framing to the codec", arguments: ["content-length", "transfer-encoding", "connection", "date"])
  func framing(_ name: String) {
    var response = HTTPResponse.ok
    response.fields.append(name, "bogus")
    #expect(head(response) == head(.ok))
  }

  @Test("have no length where there is no body", arguments: [204, 304])
  func noBody(_ status: Int) {
    let talk = converse(
      "GET / HTTP/1.1\r\nHost: a\r\n\r\n", answer: HTTPResponse(status: status, contentType: "a", body: [65]))
    #expect(talk.output.hasSuffix("content-type: a\r\n\r\n"))
    #expect(!talk.output.contains("content-length"))
  }

  @Test(
    "name each status the server sends",
    arguments: [200, 204, 304, 400, 404, 405, 408, 411, 413, 414, 415, 417, 431, 500, 501, 503, 505])
  func reason(_ status: Int) throws {
    let text = head(HTTPResponse(status: status, contentType: "a", body: []))
    let line = try #require(text.split(separator: "\r\n").first)
    #expect(line.hasPrefix("HTTP/1.1 \(status) "))
    #expect(line.utf8.count > 13)
  }

  @Test("may have a status without a name, but not without its blank")
  func unnamedStatus() {
    #expect(head(HTTPResponse(status: 299, contentType: "a", body: [])).hasPrefix("HTTP/1.1 299 \r\n"))
  }

  @Test("carry the wall clock's date, anew when its second changes")
  func date() {
    let talk = converse("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(talk.output.contains("\r\ndate: Sun, 06 Nov 1994 08:49:37 GMT\r\n"))
    var date = HTTPDate()
    date.update(to: 0)
    #expect(String(decoding: date.bytes, as: UTF8.self) == "Thu, 01 Jan 1970 00:00:00 GMT")
    date.update(to: 1)
    #expect(String(decoding: date.bytes, as: UTF8.self) == "Thu, 01 Jan 1970 00:00:01 GMT")
  }
}
