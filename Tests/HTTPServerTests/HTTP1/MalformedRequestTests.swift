// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import HTTPServer

@Suite("Malformed requests over HTTP/1.1")
struct MalformedRequestTests {
  private static let smuggled = Array("GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n".utf8)

  @Test("are refused once, and nothing after them is read", arguments: MalformedRequest.all)
  func refused(_ example: MalformedRequest) throws {
    let talk = converse(example.bytes + Self.smuggled)
    #expect(talk.events.count == 1)
    let refusal = try #require(talk.refusals.first)
    #expect(refusal.status == example.status, "\(refusal.reason)")
    #expect(refusal.closesConnection)
    #expect(talk.output.hasPrefix("HTTP/1.1 \(example.status) "))
    #expect(talk.output.contains("\r\nconnection: close\r\n"))
    #expect(talk.phase == .finished)
  }

  @Test("are refused too when they follow a good one", arguments: MalformedRequest.all)
  func refusedAfterGoodOne(_ example: MalformedRequest) {
    let good = Array("POST /good HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}".utf8)
    let talk = converse(good + example.bytes + Self.smuggled)
    #expect(talk.requests.map(\.path) == ["/good"])
    #expect(talk.refusals.map(\.status) == [example.status])
  }

  @Test("never put their own bytes unescaped into the reason", arguments: MalformedRequest.all)
  func reasonIsOneLine(_ example: MalformedRequest) {
    for refusal in converse(example.bytes + Self.smuggled).refusals {
      #expect(refusal.reason.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f })
    }
  }

  @Test("get an answer without a body when the method is HEAD")
  func headOfRefusal() {
    var codec = HTTP1Codec(limits: Limits())
    codec.receive("HEAD / HTTP/1.1\r\n\r\n")
    guard case .refusal(let stream, _) = codec.nextEvent() else {
      Issue.record("no refusal")
      return
    }
    codec.respond(.ok, to: stream)
    let output = codec.takeOutput()
    #expect(output.hasSuffix("\r\n\r\n"))
    #expect(output.contains("content-length: 2\r\n"))
  }

  @Test("there are enough of them, and each is told apart")
  func table() {
    #expect(MalformedRequest.all.count >= 80)
    #expect(Set(MalformedRequest.all.map(\.why)).count == MalformedRequest.all.count)
  }
}
