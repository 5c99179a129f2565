// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import HTTPServer

@Suite("Phases, time-outs and draining of HTTP/1.1")
struct PhaseTests {
  private static let request = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}"

  private func codec(after text: String) -> HTTP1Codec {
    var codec = HTTP1Codec(limits: Limits())
    codec.receive(text)
    return codec
  }

  @Test("each byte of a request moves the phase as far as it goes")
  func phases() {
    var codec = HTTP1Codec(limits: Limits())
    #expect(codec.phase == .idle)
    let bytes = Array(Self.request.utf8)
    for (index, byte) in bytes.enumerated() {
      codec.receive([byte])
      let left = bytes.count - index - 1
      #expect(codec.phase == (left > 2 ? .receivingHead : left > 0 ? .receivingBody : .answering))
      #expect(codec.wantsInput)
    }
    if let event = codec.nextEvent() { codec.answer(event, with: .ok) }
    #expect(codec.phase == .idle)
  }

  @Test("the empty line before a request is no part of one")
  func emptyLine() {
    #expect(codec(after: "\r").phase == .receivingHead)
    #expect(codec(after: "\r\n").phase == .idle)
    #expect(codec(after: "\r\nG").phase == .receivingHead)
  }

  @Test("a refusal is answering until it is answered, then finished; nothing more is wanted or kept")
  func refusal() {
    var codec = codec(after: "G T\r\n\r\n")
    #expect(codec.phase == .answering)
    #expect(!codec.wantsInput)
    codec.receive(Self.request)
    if let event = codec.nextEvent() { codec.answer(event, with: .ok) }
    #expect(codec.phase == .finished)
    #expect(!codec.wantsInput)
    codec.receive(Self.request)
    #expect(codec.nextEvent() == nil)
    #expect(codec.takeOutput().hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
  }

  @Test("time is up in silence between requests", arguments: ["", Self.request, "\r\n"])
  func timedOutIdle(_ text: String) {
    var codec = codec(after: text)
    while let event = codec.nextEvent() { codec.answer(event, with: .ok) }
    _ = codec.takeOutput()
    codec.timedOut()
    #expect(codec.phase == .finished)
    #expect(codec.nextEvent() == nil)
    #expect(codec.takeOutput() == "")
  }

  @Test(
    "time is up with 408 once a byte of a request came",
    arguments: ["P", "\r\nP", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{"])
  func timedOutWithin(_ text: String) {
    var codec = codec(after: text)
    codec.timedOut()
    guard case .refusal(_, let refusal)? = codec.nextEvent() else {
      Issue.record("no refusal")
      return
    }
    #expect(refusal.status == 408)
    #expect(refusal.closesConnection)
    codec.receive("OST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
    #expect(codec.nextEvent() == nil)
  }

  @Test("a request that is being answered is not timed out")
  func timedOutAnswering() {
    var codec = codec(after: Self.request)
    codec.timedOut()
    guard case .request? = codec.nextEvent() else {
      Issue.record("no request")
      return
    }
    codec.timedOut()
    #expect(codec.nextEvent() == nil)
    #expect(codec.phase == .answering)
  }

  @Test("the end is announced on the answer to the next request, which an idle connection still takes")
  func announceEnd() {
    var codec = codec(after: Self.request)
    if let event = codec.nextEvent() { codec.answer(event, with: .ok) }
    #expect(!codec.takeOutput().contains("connection: close"))
    codec.announceEnd()
    #expect(codec.phase == .idle && codec.wantsInput)
    codec.receive(Self.request)
    if let event = codec.nextEvent() { codec.answer(event, with: .ok) }
    #expect(codec.takeOutput().contains("\r\nconnection: close\r\n"))
    #expect(codec.phase == .finished)
  }

  @Test("draining ends an idle connection at once, with what it still has to write")
  func drainIdle() {
    var fresh = HTTP1Codec(limits: Limits())
    fresh.drain()
    #expect(fresh.phase == .finished)

    var used = codec(after: Self.request)
    if let event = used.nextEvent() { used.answer(event, with: .ok) }
    used.drain()
    #expect(used.phase == .finished)
    #expect(used.takeOutput().hasPrefix("HTTP/1.1 200 OK\r\n"))
  }

  @Test("draining lets the request in progress finish, and says close on its answer", arguments: [1, 40, 60])
  func drainBusy(_ received: Int) {
    let bytes = Array(Self.request.utf8)
    var codec = HTTP1Codec(limits: Limits())
    codec.receive(Array(bytes.prefix(received)))
    codec.drain()
    codec.receive(Array(bytes.dropFirst(received)))
    codec.receive(Self.request)
    var requests = 0
    while let event = codec.nextEvent() {
      requests += 1
      codec.answer(event, with: .ok)
    }
    #expect(requests == 1)
    #expect(codec.takeOutput().contains("\r\nconnection: close\r\n"))
    #expect(codec.phase == .finished)
  }

  @Test("draining a connection whose peer does not read ends it too")
  func drainBackedUp() {
    var limits = Limits()
    limits.outputBytes = 1
    var codec = HTTP1Codec(limits: limits)
    codec.receive(Self.request)
    if let event = codec.nextEvent() { codec.answer(event, with: .ok) }
    codec.drain()
    #expect(codec.takeOutput() != "")
    #expect(codec.phase == .finished)
  }
}
