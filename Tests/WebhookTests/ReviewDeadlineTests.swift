// SPDX-License-Identifier: Apache-2.0
import HTTPServer
import KubeModel
import Posix
import Testing

@testable import Webhook

@Suite("When an answer comes too late")
struct ReviewDeadlineTests {
  private static let start = MonotonicTime(nanoseconds: 1_000_000_000)

  @Test(
    "the answer has to leave a little before the API server gives up",
    arguments: [
      ("?timeout=5s", .milliseconds(4500)), ("?timeout=10s", .milliseconds(9500)), ("?timeout=1s", .milliseconds(500)),
      ("?timeout=500ms", .milliseconds(250)), ("?a=b&timeout=2s&c", .milliseconds(1500)),
      ("?timeout=30s", .milliseconds(29_500)), ("?timeout=1h", .milliseconds(29_500)),
    ] as [(String, Duration)])
  func asked(_ query: String, _ left: Duration) {
    let deadline = ReviewDeadline(Asking.request([], "/validate\(query)"), from: Self.start)
    #expect(deadline.instant == Self.start + left)
  }

  @Test(
    "what is no time is as good as not sent",
    arguments: [
      "", "?timeout", "?timeout=", "?timeout=0s", "?timeout=-5s", "?timeout=5", "?timeout=5s%20", "?Timeout=5s",
    ])
  func notAsked(_ query: String) {
    let deadline = ReviewDeadline(Asking.request([], "/validate\(query)"), from: Self.start)
    #expect(deadline.instant == Self.start + .milliseconds(9500))
    #expect(deadline.timeout == .seconds(10))
  }

  @Test("the deadline itself is too late")
  func boundary() {
    let deadline = ReviewDeadline(Asking.request([], "/validate?timeout=5s"), from: Self.start)
    #expect(deadline.isAhead(of: Self.start + .milliseconds(4499)))
    #expect(!deadline.isAhead(of: Self.start + .milliseconds(4500)))
    #expect(deadline.status.code == 504)
    #expect(deadline.status.message.contains("5.0 seconds"))
  }
}
