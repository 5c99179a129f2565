// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

@testable import HTTPServer

@Suite("Dates of HTTP")
struct HTTPDateTests {
  @Test(
    "are those of RFC 9110",
    arguments: [
      (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (951_782_399, "Mon, 28 Feb 2000 23:59:59 GMT"),
      (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"), (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 GMT"),
      (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"), (-1, "Wed, 31 Dec 1969 23:59:59 GMT"),
    ])
  func examples(_ second: Int, _ text: String) {
    #expect(HTTPDate.text(second) == text)
  }

  @Test("agree with the calendar of Foundation on days of four centuries")
  func agreement() {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(secondsFromGMT: 0)
    formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    var generator = SplitMix64(seed: 7)
    for _ in 0..<2_000 {
      let second = Int.random(in: 0..<12_622_780_800, using: &generator)
      #expect(HTTPDate.text(second) == formatter.string(from: Date(timeIntervalSince1970: Double(second))))
    }
  }
}
