// SPDX-License-Identifier: Apache-2.0
import Outbound
import Testing

@testable import OutboundCurl

@Suite("The lines of a head")
struct HeadCollectorTests {
  private func collect(_ lines: [String], limit: Int = 1_000) -> [HeadCollector.Progress] {
    var collector = HeadCollector(limit: limit)
    return lines.map { collector.receive(Array(($0 + "\r\n").utf8)) }
  }

  @Test("the empty line completes it")
  func complete() {
    let head = OutboundHead(status: 404, fields: [OutboundField("A", "b: c"), OutboundField("a", "")])
    #expect(
      collect(["HTTP/1.1 404 Not Found", "A:  b: c ", "a:", ""])
        == [.incomplete, .incomplete, .incomplete, .head(head)])
  }

  @Test("an interim response is followed by another head, which has none of its fields")
  func interim() {
    let progress = collect(["HTTP/1.1 100 Continue", "A: b", "", "HTTP/1.1 200 OK", "C: d", ""])
    #expect(progress.last == .head(OutboundHead(status: 200, fields: [OutboundField("C", "d")])))
    #expect(progress.dropLast().allSatisfy { $0 == .incomplete })
  }

  @Test("what comes after it is a trailer")
  func trailer() {
    #expect(collect(["HTTP/1.1 200 OK", "", "A: b", ""]).suffix(2) == [.ignored, .ignored])
  }

  @Test("a folded line goes on with the value before it")
  func folded() {
    let head = OutboundHead(status: 200, fields: [OutboundField("A", "b c")])
    #expect(collect(["HTTP/1.1 200 OK", "A: b", "  c", ""]).last == .head(head))
  }

  @Test("it may have so many bytes in all its lines, and no more")
  func limit() {
    let lines = ["HTTP/1.1 200 OK", "A: b", ""]
    #expect(collect(lines, limit: 25).last == .head(OutboundHead(status: 200, fields: [OutboundField("A", "b")])))
    #expect(collect(lines, limit: 24).last == .tooLong)
  }

  @Test(
    "lines that make no sense add nothing",
    arguments: [":", "A", " ", "\u{0}", "HTTP/", "HTTP/1.1", "HTTP/1.1 99999999999999999999"])
  func nonsense(line: String) {
    let progress = collect([line, "HTTP/1.1 200 OK", ""])
    #expect(progress.first == .incomplete)
    #expect(progress.last == .head(OutboundHead(status: 200)))
  }
}
