// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Backups

@Suite("Go durations")
struct GoDurationTests {
  @Test(
    "a duration means what it means to Go",
    arguments: [
      ("0", 0), ("+0", 0), ("-0", 0), ("0s", 0), ("0.0000000001s", 0),
      ("15m", 900_000_000_000), (".25h", 900_000_000_000), ("900s", 900_000_000_000),
      ("1h30m", 5_400_000_000_000), ("1.5h", 5_400_000_000_000), ("1.h", 3_600_000_000_000),
      ("-5m", -300_000_000_000), ("+5m", 300_000_000_000),
      ("5us", 5_000), ("5\u{B5}s", 5_000), ("5\u{3BC}s", 5_000),
      ("1s1s", 2_000_000_000), ("1ms1s", 1_001_000_000), ("1.00000000000000000001s", 1_000_000_000),
      ("9223372036854775807ns", Int64.max), ("2562047h47m16.854775807s", Int64.max),
      ("-9223372036854775808ns", Int64.min), ("0.9223372036854775808h", 3_320_413_933_267),
    ] as [(String, Int64)])
  func value(text: String, nanoseconds: Int64) throws {
    #expect(try GoDuration(parsing: text).nanoseconds == nanoseconds)
  }

  @Test("more than 292 years is refused", arguments: ["9223372036854775808ns", "2562047h47m16.854775808s", "3000000h"])
  func tooLong(text: String) {
    #expect(throws: GoDurationError.tooLong) { try GoDuration(parsing: text) }
  }

  @Test(
    "what Go refuses is refused",
    arguments: [
      "", ".", ".h", "h", "1", "1d", "1w", "1H", "--5m", "1h 30m", " 5m", "5m ", "1h-5m", "1e3s", "1_000s", "+", "-",
      "1.2.3s", "٣s", "1s\u{301}", "99999999999999999999999h",
    ])
  func refused(text: String) {
    #expect(throws: GoDurationError.self) { try GoDuration(parsing: text) }
  }

  @Test(
    "a near miss is answered with what was meant",
    arguments: [
      ("2d", "unknown unit \"d\": there are no days or weeks, did you mean 48h?"),
      ("1w", "unknown unit \"w\": there are no days or weeks, did you mean 168h?"),
      ("1H", "unknown unit \"H\", did you mean 1h?"),
      ("10min", "unknown unit \"min\", did you mean 10m?"),
      ("900", "\"900\" has no unit, did you mean 900s? Units are ns, us, ms, s, m, h"),
      ("1h 30m", "unknown unit \"h \", did you mean 1h? Blanks are not allowed"),
      ("x", "a number must stand where \"x\" begins: write a duration such as 90s or 1h30m"),
    ])
  func message(text: String, message: String) {
    let error = #expect(throws: GoDurationError.self) { try GoDuration(parsing: text) }
    #expect(error?.message == message)
  }

  @Test(
    "a duration prints itself as Go does",
    arguments: [
      (0, "0s"), (1, "1ns"), (1_100, "1.1µs"), (2_200_000, "2.2ms"), (3_300_000_000, "3.3s"),
      (300_000_000_000, "5m0s"), (5_400_000_000_000, "1h30m0s"), (90_000_000_000, "1m30s"),
      (245_005_000_000, "4m5.005s"), (3_600_000_000_000, "1h0m0s"), (-2_000_000, "-2ms"),
      (Int64.max, "2562047h47m16.854775807s"), (Int64.min, "-2562047h47m16.854775808s"),
    ] as [(Int64, String)])
  func printed(nanoseconds: Int64, text: String) throws {
    #expect(GoDuration(nanoseconds: nanoseconds).description == text)
    #expect(try GoDuration(parsing: text).nanoseconds == nanoseconds)
  }
}
