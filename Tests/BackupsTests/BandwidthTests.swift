// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Backups

@Suite("Rate limits")
struct BandwidthTests {
  @Test(
    "digits with an optional K, M or G are a limit",
    arguments: [
      ("1", 1, .bytes, 1), ("10k", 10, .kilo, 10_000), ("10M", 10, .mega, 10_000_000),
      (" 5 g ", 5, .giga, 5_000_000_000),
      ("2147483647", Int32.max, .bytes, 2_147_483_647), ("1000G", 1_000, .giga, 1_000_000_000_000),
      ("0000000000010M", 10, .mega, 10_000_000), ("2147483647M", Int32.max, .mega, 2_147_483_647_000_000),
    ] as [(String, Int32, Bandwidth.Unit, Int64)])
  func accepted(text: String, value: Int32, unit: Bandwidth.Unit, rate: Int64) throws {
    let bandwidth = try Bandwidth(parsing: text)
    #expect(bandwidth.value == value)
    #expect(bandwidth.unit == unit)
    #expect(bandwidth.bytesPerSecond == rate)
    #expect(try Bandwidth(parsing: bandwidth.description) == bandwidth)
  }

  @Test(
    "what the sidecar would refuse or cut is refused",
    arguments: [
      ("", .syntax(meant: nil)), ("M", .syntax(meant: nil)), ("-1", .syntax(meant: nil)), ("1.5M", .syntax(meant: nil)),
      ("10T", .syntax(meant: nil)), ("1\tM", .syntax(meant: nil)), ("٣M", .syntax(meant: nil)),
      ("5\u{212A}", .syntax(meant: nil)), ("10MM", .syntax(meant: nil)),
      ("10MB", .syntax(meant: "10M")), ("10 MiB/s", .syntax(meant: "10M")), ("7kb/s", .syntax(meant: "7K")),
      ("100B", .syntax(meant: "100")),
      ("0", .zero), ("000K", .zero), ("2147483648", .tooLarge), ("99999999999999999999", .tooLarge),
      ("1001G", .tooManyGiga), ("2147483647G", .tooManyGiga),
    ] as [(String, BandwidthError)])
  func refused(text: String, error: BandwidthError) {
    #expect(throws: error) { try Bandwidth(parsing: text) }
  }

  @Test("a near miss is answered with what was meant")
  func message() {
    #expect(
      BandwidthError.syntax(meant: "10M").message
        == "must be digits with an optional K, M or G (bytes per second), did you mean 10M?")
  }
}
