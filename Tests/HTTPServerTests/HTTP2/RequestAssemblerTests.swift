// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import HTTPServer

struct RequestAssemblerTests {
  private func assembler(_ fields: [(String, String)], limits: Limits = Limits()) -> RequestAssembler {
    var assembler = RequestAssembler(limits: limits)
    for (name, value) in fields {
      assembler.field(name: Array(name.utf8).span, value: Array(value.utf8).span)
    }
    return assembler
  }

  private func verdict(_ fields: [(String, String)], limits: Limits = Limits()) -> RequestAssembler.HeadVerdict {
    var assembler = assembler(RawFrames.pseudo("POST") + fields, limits: limits)
    return assembler.headEnded(endsStream: false)
  }

  private func status(_ verdict: RequestAssembler.HeadVerdict) -> Int? {
    if case .refused(let refusal) = verdict { refusal.status } else { nil }
  }

  @Test("pseudo-fields become method, path, query and host")
  func pseudoFields() {
    var assembler = assembler([
      (":method", "PATCH"), (":scheme", "https"), (":path", "/mutate?timeout=5s"), (":authority", "a.svc"), ("a", "b"),
    ])
    #expect(assembler.headEnded(endsStream: true) == .accepted)
    let request = assembler.takeRequest()
    #expect(request.method == .patch)
    #expect(request.path == "/mutate")
    #expect(request.query == "timeout=5s")
    #expect(request.fields.list.map(\.name) == ["a", "host"])
    #expect(request.fields["host"] == "a.svc")
  }

  @Test("a host field that was sent stays the only one")
  func host() {
    var assembler = assembler(RawFrames.pseudo("GET") + [("host", "other.svc")])
    _ = assembler.headEnded(endsStream: true)
    #expect(assembler.takeRequest().fields.values(of: "host") == ["other.svc"])
  }

  @Test("bytes that are no UTF-8 are replaced, not refused")
  func notUnicode() {
    var assembler = assembler(RawFrames.pseudo("GET"))
    assembler.field(name: Array("x".utf8).span, value: [0xff].span)
    _ = assembler.headEnded(endsStream: true)
    #expect(assembler.takeRequest().fields["x"] == "\u{fffd}")
  }

  @Test("CONNECT, which has no path, is refused with 501")
  func connect() {
    var assembler = assembler([(":method", "CONNECT"), (":authority", "a:1")])
    #expect(status(assembler.headEnded(endsStream: false)) == 501)
  }

  @Test("as many fields as the limit pass, one more is refused with 431")
  func fieldCount() {
    let fields = (0..<Limits().fieldCount).map { ("x-\($0)", "1") }
    #expect(verdict(fields) == .accepted)
    #expect(status(verdict(fields + [("one", "more")])) == 431)
  }

  @Test("a head as large as the limit passes, one byte more is refused with 431")
  func headBytes() {
    var limits = Limits()
    let pseudo = RawFrames.pseudo("POST").reduce(0) { $0 + $1.0.utf8.count + $1.1.utf8.count + 32 }
    limits.headBytes = pseudo + 32 + 1 + 1_000
    #expect(verdict([("x", String(repeating: "y", count: 1_000))], limits: limits) == .accepted)
    #expect(status(verdict([("x", String(repeating: "y", count: 1_001))], limits: limits)) == 431)
  }

  @Test("a promised body over the limit is refused with 413 before it comes")
  func contentLength() {
    let limit = Limits().bodyBytes
    #expect(verdict([("content-length", String(limit))]) == .accepted)
    #expect(status(verdict([("content-length", String(limit + 1))])) == 413)
    #expect(status(verdict([("content-length", String(limit + 1)), ("expect", "100-continue")])) == 413)
  }

  @Test("100-continue is met, in any case; other expectations are refused with 417")
  func expectations() {
    #expect(verdict([("expect", "100-Continue")]) == .continueExpected)
    #expect(status(verdict([("expect", "a-raise")])) == 417)
  }

  @Test("a body as large as the limit passes, one byte more is refused with 413")
  func bodyBytes() {
    var limits = Limits()
    limits.bodyBytes = 10
    var assembler = RequestAssembler(limits: limits)
    let bytes = [UInt8](repeating: 1, count: 5)
    let refusals = (0..<3).map { _ in bytes.withUnsafeBufferPointer { assembler.append($0) } }
    #expect(refusals.map { $0?.status } == [nil, nil, 413])
    #expect(assembler.takeRequest().body.isEmpty)
  }

  @Test("a refusal leaves the connection open")
  func refusalsAreOfOneStream() {
    guard case .refused(let refusal) = verdict([("expect", "x")]) else {
      Issue.record("not refused")
      return
    }
    #expect(!refusal.closesConnection)
  }
}
