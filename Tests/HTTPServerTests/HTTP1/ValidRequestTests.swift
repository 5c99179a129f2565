// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import HTTPServer

@Suite("Valid requests over HTTP/1.1")
struct ValidRequestTests {
  struct Target: Sendable, CustomTestStringConvertible {
    var line: String
    var method: HTTPMethod
    var path: String
    var query: String?
    var testDescription: String { line }
  }

  @Test(
    "have a method, a path and a query",
    arguments: [
      Target(line: "GET /", method: .get, path: "/"),
      Target(line: "GET /validate?timeout=10s", method: .get, path: "/validate", query: "timeout=10s"),
      Target(line: "GET /?", method: .get, path: "/", query: ""),
      Target(line: "GET /a?b?c", method: .get, path: "/a", query: "b?c"),
      Target(line: "GET //a/../b", method: .get, path: "//a/../b"),
      Target(line: "GET /%2e%00", method: .get, path: "/%2e%00"),
      Target(line: "DELETE /a;b=c@d:e!$&'()*+,", method: .delete, path: "/a;b=c@d:e!$&'()*+,"),
      Target(line: "OPTIONS *", method: .options, path: "*"),
      Target(line: "OPTIONS /a", method: .options, path: "/a"),
      Target(line: "GET http://other:80/a?b", method: .get, path: "/a", query: "b"),
      Target(line: "GET HTTPS://[::1]:443/a", method: .get, path: "/a"),
      Target(line: "GET http://other", method: .get, path: "/"),
      Target(line: "GET http://other?b", method: .get, path: "/", query: "b"),
      Target(line: "HEAD /", method: .head, path: "/"),
      Target(line: "get /", method: .other("get"), path: "/"),
      Target(line: "M-SEARCH!#$%&'*+.^_`|~9 /", method: .other("M-SEARCH!#$%&'*+.^_`|~9"), path: "/"),
    ])
  func target(_ target: Target) throws {
    let talk = converse("\(target.line) HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(talk.refusals == [])
    let request = try #require(talk.requests.first)
    #expect(request.method == target.method)
    #expect(request.path == target.path)
    #expect(request.query == target.query)
    #expect(talk.phase == .idle)
  }

  @Test("keep their fields in order, names in lower case, values without the blanks around them")
  func fields() throws {
    let talk = converse("GET / HTTP/1.1\r\nHOST:a\r\nX-One: \t a  b\t \r\nx-two:\r\nX-ONE: \u{fc}\u{1f600}\r\n\r\n")
    let fields = try #require(talk.requests.first).fields.list
    #expect(fields.map(\.name) == ["host", "x-one", "x-two", "x-one"])
    #expect(fields.map(\.value) == ["a", "a  b", "", "\u{fc}\u{1f600}"])
  }

  @Test("take their host from a target in absolute form")
  func absoluteHost() throws {
    let talk = converse("GET http://other:80/ HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(try #require(talk.requests.first).fields["host"] == "other:80")
  }

  @Test("may name any host that is one", arguments: ["", "a", "a:443", "10.0.0.1", "[::1]:8443", "c.svc:443"])
  func host(_ host: String) throws {
    let talk = converse("GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n")
    #expect(try #require(talk.requests.first).fields["host"] == host)
  }

  struct Body: Sendable, CustomTestStringConvertible {
    var framing: String
    var sent: String
    var body: String
    var testDescription: String { framing + " " + sent }
  }

  @Test(
    "have the body that their framing says",
    arguments: [
      Body(framing: "Content-Length: 0", sent: "", body: ""),
      Body(framing: "Content-Length: 5", sent: "hello", body: "hello"),
      Body(framing: "Content-Length: 005", sent: "hello", body: "hello"),
      Body(framing: "content-length:\t5 ", sent: "a\r\n\r\n", body: "a\r\n\r\n"),
      Body(framing: "Transfer-Encoding: chunked", sent: "0\r\n\r\n", body: ""),
      Body(framing: "Transfer-Encoding: CHUNKED", sent: "5\r\nhello\r\n0\r\n\r\n", body: "hello"),
      Body(framing: "transfer-encoding:chunked", sent: "1\r\nh\r\n04\r\nello\r\n000\r\n\r\n", body: "hello"),
      Body(
        framing: "Transfer-Encoding: chunked", sent: "a\r\n0123456789\r\nA\r\n0123456789\r\n0\r\n\r\n",
        body: "01234567890123456789"),
      Body(framing: "Transfer-Encoding: chunked", sent: "2;a=b;c=\"d e\"\r\n\r\n\r\n0;last\r\n\r\n", body: "\r\n"),
      Body(framing: "Transfer-Encoding: chunked", sent: "1\r\n0\r\n0\r\nX: a\r\nHost: b\r\n\r\n", body: "0"),
      Body(framing: "Transfer-Encoding: chunked", sent: "000000000000001\r\na\r\n0\r\n\r\n", body: "a"),
    ])
  func body(_ example: Body) throws {
    let talk = converse("POST / HTTP/1.1\r\nHost: a\r\n\(example.framing)\r\n\r\n\(example.sent)")
    #expect(talk.refusals == [])
    let request = try #require(talk.requests.first)
    #expect(String(decoding: request.body, as: UTF8.self) == example.body)
    #expect(request.fields.list.count == 2, "trailer fields are dropped")
    #expect(talk.phase == .idle)
  }

  @Test("may have a body with any method", arguments: ["GET", "HEAD", "DELETE", "OPTIONS", "REPORT"])
  func bodyWithMethod(_ method: String) throws {
    let talk = converse("\(method) / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}")
    #expect(try #require(talk.requests.first).body == Array("{}".utf8))
  }

  @Test("may follow one empty line")
  func leadingEmptyLine() {
    let request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
    let talk = converse("\r\n" + request + "\r\n" + request)
    #expect(talk.requests.count == 2)
    #expect(talk.refusals == [])
  }

  @Test("an API server's review comes out whole")
  func review() throws {
    let body = [UInt8](repeating: UInt8(ascii: "x"), count: 3_260)
    let head = """
      POST /validate?timeout=10s HTTP/1.1\r
      Host: cassette.cassette-system.svc:443\r
      User-Agent: kube-apiserver-admission\r
      Content-Length: 3260\r
      Accept: application/json, */*\r
      Content-Type: application/json\r
      Accept-Encoding: gzip\r
      \r\n
      """
    let request = try #require(converse(Array(head.utf8) + body).requests.first)
    #expect(request.method == .post)
    #expect(request.path == "/validate")
    #expect(request.queryParameter("timeout") == "10s")
    #expect(request.fields["content-type"] == "application/json")
    #expect(request.body == body)
  }

  @Test("a large body whose length is a lie takes no more memory than what came")
  func memoryFollowsBytes() throws {
    var reader = try #require(BodyReader(.length(7 << 20), limits: Limits()))
    #expect(try reader.receive([1, 2, 3].span) == 3)
    #expect(reader.bytes.capacity < 64 << 10)
    #expect(!reader.isComplete)
  }
}
