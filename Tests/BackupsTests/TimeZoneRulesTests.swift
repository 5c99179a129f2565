// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Testing

@testable import Backups

@Suite("Zone files")
struct TimeZoneRulesTests {
  /// A file of version 2 with one change, from UTC to an hour east, at second 1000.
  static func file(version: UInt8 = UInt8(ascii: "2"), rule: String = "") -> [UInt8] {
    let header = Array("TZif".utf8) + [version] + [UInt8](repeating: 0, count: 15)
    func counts(_ changes: UInt8, _ types: UInt8, _ letters: UInt8) -> [UInt8] {
      [0, 0, 0, changes, types, letters].flatMap { [0, 0, 0, $0] }
    }
    let types: [UInt8] = [0, 0, 0, 0, 0, 0] + [0, 0, 0x0e, 0x10, 1, 4]
    let block: [UInt8] = [0, 0, 0, 0, 0, 0, 3, 0xe8, 1] + types + Array("UTC\0CET\0".utf8)
    return header + counts(0, 0, 0) + header + counts(1, 2, 8) + block + Array("\n\(rule)\n".utf8)
  }

  @Test("a file says what held before and after a change", arguments: Array("234".utf8))
  func change(version: UInt8) throws {
    let zone = try TimeZoneRules(name: "x", bytes: Self.file(version: version))
    #expect(
      zone.period(at: 999) == ZonePeriod(offset: 0, isDaylight: false, abbreviation: "UTC", from: .min, until: 1000))
    #expect(
      zone.period(at: 1000) == ZonePeriod(offset: 3_600, isDaylight: true, abbreviation: "CET", from: 1000, until: .max)
    )
  }

  @Test("the rule at the end goes on after the last change")
  func tail() throws {
    let zone = try TimeZoneRules(name: "x", bytes: Self.file(rule: "CET-1CEST,M3.5.0,M10.5.0/3"))
    let winter = try Instant(parsing: "2090-01-01T00:00:00Z").seconds
    let spring = zone.period(at: winter).until
    #expect(Instant(seconds: spring).description == "2090-03-26T01:00:00Z")
    let summer = zone.period(at: spring)
    #expect((summer.offset, summer.abbreviation, summer.isDaylight) == (7_200, "CEST", true))
    #expect(Instant(seconds: summer.until).description == "2090-10-29T01:00:00Z")
  }

  @Test("no cut of a file and no changed byte of it brings the reader down")
  func hostile() {
    let file = Self.file(rule: "<+03>-3<+04>,J60/-5,364/167:59:59")
    for count in 0..<file.count {
      #expect(throws: ZoneFileError.self) { try TimeZoneRules(name: "x", bytes: Array(file[..<count])) }
    }
    for position in file.indices {
      for value in [0, 1, 0x7f, 0x80, 0xff] as [UInt8] {
        var copy = file
        copy[position] = value
        guard let zone = try? TimeZoneRules(name: "x", bytes: copy) else { continue }
        #expect(zone.period(at: 2_000_000_000).contains(2_000_000_000))
      }
    }
  }

  @Test(
    "a file that contradicts itself is refused",
    arguments: [
      ([UInt8]("TZif5".utf8) + [UInt8](repeating: 0, count: 60), .notAZoneFile), ([], .notAZoneFile),
      ([UInt8]("TZif\0".utf8) + [UInt8](repeating: 0, count: 39), .inconsistent),
      ([UInt8]("TZif\0".utf8) + [UInt8](repeating: 0xff, count: 60), .tooShort), (file(rule: "x"), .badRule),
      (file(rule: "CET-1CEST"), .badRule), (file(rule: "CET-1CEST,M13.1.0,M1.1.0"), .badRule),
    ] as [([UInt8], ZoneFileError)])
  func refused(bytes: [UInt8], error: ZoneFileError) {
    #expect(throws: error) { try TimeZoneRules(name: "x", bytes: bytes) }
  }

  @Test("a rule that says so has daylight time all year")
  func allYear() throws {
    let rule = try #require(PosixTimeRule(parsing: Array("XXX3EDT4,0/0,J365/23".utf8)[...]))
    for date in ["2026-01-01T02:59:59Z", "2026-01-01T03:00:00Z", "2026-07-01T00:00:00Z", "2026-12-31T23:59:59Z"] {
      #expect(rule.period(at: try Instant(parsing: date).seconds).offset == -14_400)
    }
  }
}
