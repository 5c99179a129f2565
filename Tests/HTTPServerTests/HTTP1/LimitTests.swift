// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import HTTPServer

@Suite("Limits of HTTP/1.1 requests")
struct LimitTests {
  private static let small: Limits = {
    var limits = Limits()
    limits.headBytes = 128
    limits.fieldCount = 4
    limits.bodyBytes = 64
    limits.trailerBytes = 16
    return limits
  }()

  private func statuses(_ text: String) -> [Int] {
    converse(text, limits: Self.small).events.map {
      if case .refusal(_, let refusal) = $0 { refusal.status } else { 200 }
    }
  }

  private func head(bytes: Int) -> String {
    let rest = "GET / HTTP/1.1\r\nHost: a\r\nX: \r\n\r\n"
    return "GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "x", count: bytes - rest.utf8.count))\r\n\r\n"
  }

  private func post(_ framing: String, _ body: String) -> String {
    "POST / HTTP/1.1\r\nHost: a\r\n\(framing)\r\n\r\n\(body)"
  }

  @Test("a head may have as many bytes as its limit", arguments: [(127, 200), (128, 200), (129, 431), (400, 431)])
  func headBytes(_ bytes: Int, _ status: Int) {
    #expect(statuses(head(bytes: bytes)) == [status])
  }

  @Test("a head that never ends is refused when its limit is reached")
  func endlessHead() {
    #expect(statuses("GET / HTTP/1.1\r\n" + String(repeating: "X: a\r\n", count: 100)) == [431])
  }

  @Test("the empty line before a request does not count", arguments: [(128, 200), (129, 431)])
  func emptyLineBefore(_ bytes: Int, _ status: Int) {
    #expect(statuses("\r\n" + head(bytes: bytes)) == [status])
  }

  @Test(
    "a target that fills the head is refused as such",
    arguments: [(98, 200), (99, 431), (113, 431), (114, 414), (500, 414)])
  func target(_ bytes: Int, _ status: Int) {
    let path = "/" + String(repeating: "x", count: bytes - 1)
    #expect(statuses("GET \(path) HTTP/1.1\r\nHost: abcde\r\n\r\n") == [status])
  }

  @Test("a head may have as many fields as its limit", arguments: [(3, 200), (4, 200), (5, 431)])
  func fieldCount(_ count: Int, _ status: Int) {
    let fields = (1..<count).map { "X\($0): a\r\n" }.joined()
    #expect(statuses("GET / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n") == [status])
  }

  @Test("a body of known length may have as many bytes as its limit", arguments: [(63, 200), (64, 200), (65, 413)])
  func contentLength(_ bytes: Int, _ status: Int) {
    #expect(statuses(post("Content-Length: \(bytes)", String(repeating: "x", count: bytes))) == [status])
  }

  @Test("a body that would be too long is refused before any of it is sent")
  func refusedAtOnce() {
    #expect(statuses(post("Content-Length: 65", "")) == [413])
    #expect(statuses(post("Transfer-Encoding: chunked", "41\r\n")) == [413])
  }

  @Test("a chunked body may have as many bytes as its limit", arguments: [(31, 200), (32, 200), (33, 413)])
  func chunkedBytes(_ bytes: Int, _ status: Int) {
    let chunk = String(bytes, radix: 16) + "\r\n" + String(repeating: "x", count: bytes) + "\r\n"
    let other = "20\r\n" + String(repeating: "x", count: 32) + "\r\n"
    #expect(statuses(post("Transfer-Encoding: chunked", other + chunk + "0\r\n\r\n")) == [status])
  }

  @Test("chunk extensions are bounded together", arguments: [(7, 200), (8, 200), (9, 431)])
  func extensions(_ bytes: Int, _ status: Int) {
    let text = ";" + String(repeating: "x", count: bytes)
    #expect(statuses(post("Transfer-Encoding: chunked", "1;12345678\r\na\r\n0\(text)\r\n\r\n")) == [status])
  }

  @Test("trailer fields are bounded together", arguments: [(5, 200), (6, 200), (7, 431)])
  func trailers(_ bytes: Int, _ status: Int) {
    let text = "Y: " + String(repeating: "x", count: bytes)
    #expect(statuses(post("Transfer-Encoding: chunked", "0\r\nX: 1234\r\n\(text)\r\n\r\n")) == [status])
  }

  @Test("what comes while a request is answered is kept only up to a bound")
  func pipelinedInput() {
    var codec = HTTP1Codec(limits: Self.small)
    let request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
    codec.receive(request)
    #expect(codec.nextEvent() != nil)
    #expect(codec.wantsInput)
    codec.receive(String(repeating: "x", count: 127))
    #expect(codec.wantsInput)
    codec.receive("x")
    #expect(!codec.wantsInput)
  }

  @Test("a client that does not read its answers gets no more of them until it does")
  func unreadOutput() {
    var limits = Limits()
    limits.outputBytes = 1_000
    var codec = HTTP1Codec(limits: limits)
    codec.receive(String(repeating: "GET / HTTP/1.1\r\nHost: a\r\n\r\n", count: 1_000))
    var answered = 0
    while let event = codec.nextEvent() {
      codec.answer(event, with: .ok)
      answered += 1
    }
    #expect(answered < 15)
    #expect(!codec.wantsInput)
    #expect(codec.phase == .answering, "no deadline of the peer's runs while it is we who wait to write")
    let output = codec.takeOutput()
    #expect(output.utf8.count < 1_200)
    #expect(codec.wantsInput)
    #expect(codec.nextEvent() != nil)
  }

  @Test("output is handed out in pieces of the size asked for")
  func outputInPieces() {
    var codec = HTTP1Codec(limits: Limits())
    codec.receive("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    var response = HTTPResponse.ok
    response.body = [UInt8](repeating: UInt8(ascii: "x"), count: 100_000)
    if let event = codec.nextEvent() { codec.answer(event, with: response) }
    var all: [UInt8] = []
    var pieces = 0
    while true {
      var piece: [UInt8] = [0]
      codec.output(into: &piece, limit: 4_097)
      #expect(piece.count <= 4_097)
      if piece.count == 1 { break }
      all += piece.dropFirst()
      pieces += 1
    }
    #expect(pieces == 25)
    #expect(all.suffix(100_000) == response.body[...])
  }
}
