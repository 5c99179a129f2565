// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Backups

@Suite("The zone database")
struct TimeZoneDatabaseTests {
  let zones = TimeZoneDatabase.system

  @Test(
    "a zone is found by its name, old names included",
    arguments: ["Europe/Paris", "US/Eastern", "UTC", "", "Etc/GMT-14"])
  func found(name: String) throws {
    #expect(try zones.zone(named: name).name == (name.isEmpty ? "UTC" : name))
  }

  @Test(
    "a name that leads elsewhere is refused",
    arguments: [
      ("../x", .path), ("a..b", .path), ("/etc/localtime", .path), ("\\x", .path), ("Local", .local),
      ("Europe/Paris\u{0}", .unknown(meant: nil)), (String(repeating: "x", count: 5_000), .unknown(meant: nil)),
      ("tzdata.zi", .damaged), ("Europe", .unknown(meant: nil)), ("Europe/", .unknown(meant: nil)),
      ("Nowhere/X", .unknown(meant: nil)),
    ] as [(String, TimeZoneError)])
  func refused(name: String, error: TimeZoneError) {
    #expect(throws: error) { try zones.zone(named: name) }
  }

  @Test(
    "an unknown zone is answered with the one that was meant",
    arguments: [
      ("Europe/Pariss", "Europe/Paris"), ("europe/paris", "Europe/Paris"), ("Paris", "Europe/Paris"),
      ("Europe/Kyv", "Europe/Kyiv"), ("America/New York", "America/New_York"), ("America/New", "America/New_York"),
      ("utc", "UTC"), ("new-york", "America/New_York"),
    ])
  func meant(name: String, meant: String) {
    #expect(throws: TimeZoneError.unknown(meant: meant)) { try zones.zone(named: name) }
  }

  @Test("a machine without zone files knows UTC and says what is missing")
  func noDatabase() throws {
    let empty = TimeZoneDatabase(folders: ["/nonexistent/zoneinfo"])
    #expect(try empty.zone(named: "UTC") == .utc)
    #expect(throws: TimeZoneError.noDatabase) { try empty.zone(named: "Europe/Paris") }
  }

  @Test("neither a named pipe nor a huge file is read")
  func oddFiles() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("zones-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(mkfifo(folder.path + "/Pipe", 0o600) == 0)
    try Data(count: 2 << 20).write(to: folder.appendingPathComponent("Huge"))
    let zones = TimeZoneDatabase(folders: [folder.path])
    for name in ["Pipe", "Huge"] {
      #expect(throws: TimeZoneError.unknown(meant: nil)) { try zones.zone(named: name) }
    }
  }

  @Test("the first folder that has a zone counts, and a broken file is passed over")
  func order() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("zones-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("broken".utf8).write(to: folder.appendingPathComponent("Iran"))
    #expect(throws: TimeZoneError.damaged) { try TimeZoneDatabase(folders: [folder.path]).zone(named: "Iran") }
    let both = TimeZoneDatabase(folders: [folder.path, "/usr/share/zoneinfo"])
    #expect(try both.zone(named: "Iran").offset(at: 1_700_000_000) == 12_600)
  }

  @Test("names are read from the table where the source is missing")
  func names() {
    let table = Array(
      "# comment\tx\tNo/Zone\nFR,MC\t+4852+00220\tEurope/Paris\nAD\t+4230+00131\tEurope/Andorra\tx\n".utf8)
    #expect(ZoneNames.inTable(table) == ["Europe/Paris", "Europe/Andorra"])
    let source = Array("# v\nR x 1 2\nZ Europe/Paris 0:9:21 - LMT 1891\nL Europe/Paris Europe/Monaco\n".utf8)
    #expect(ZoneNames.inSource(source) == ["Europe/Paris", "Europe/Monaco"])
  }
}
