// SPDX-License-Identifier: Apache-2.0
import Foundation
import KubeModel
import Testing

@testable import Backups

@Suite("Zone files against Python's reader")
struct ZoneinfoComparisonTests {
  static let folder = "/usr/share/zoneinfo"

  /// Reads lines `NAME SECONDS:OFFSET …` and prints what it sees otherwise.
  static let script = """
    import sys, datetime, zoneinfo
    count = 0
    for line in open(sys.argv[1]):
        name, *probes = line.split()
        zone = zoneinfo.ZoneInfo(name)
        for probe in probes:
            at, offset = map(int, probe.split(":"))
            seen = datetime.datetime.fromtimestamp(at, zone).utcoffset()
            count += 1
            if seen != datetime.timedelta(seconds=offset):
                print(name, at, "found", offset, "expected", seen.total_seconds())
    print("checked", count)
    """

  /// Both sides of every change until 2100, and three days in each year since 1850, where a change missed would show.
  static func probes(_ zone: TimeZoneRules) -> [Int64] {
    let first = CivilTime.days(year: 1850, month: 1, day: 1)
    let end = CivilTime.days(year: 2100, month: 1, day: 1) * 86_400
    var probes = stride(from: first * 86_400, to: end, by: 122 * 86_400).map { $0 }
    var period = zone.period(at: first * 86_400)
    while period.until < end {
      probes += [period.until - 1, period.until]
      period = zone.period(at: period.until)
    }
    return probes
  }

  @Test("every zone has the same offsets from 1850 to 2100")
  func everyZone() throws {
    let database = TimeZoneDatabase(folders: [Self.folder])
    try #require(database.names.count > 400, "the list of zones in \(Self.folder) is missing: install tzdata")
    var seen: Set<Data> = []
    var lines: [String] = []
    for name in database.names {
      let zone = try database.zone(named: name)
      let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(Self.folder)/\(name)"))
      guard seen.insert(bytes).inserted else { continue }
      lines.append(([name] + Self.probes(zone).map { "\($0):\(zone.offset(at: $0))" }).joined(separator: " "))
    }
    let output = try Self.python(lines.joined(separator: "\n"))
    #expect(output.hasPrefix("checked "), "\(output.prefix(2_000))")
    #expect(output.dropFirst(8).prefix { $0.isNumber }.count >= 6)
  }

  static func python(_ input: String) throws -> String {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("probes-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(input.utf8).write(to: file)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script, file.path]
    process.environment = ProcessInfo.processInfo.environment.merging(["PYTHONTZPATH": folder]) { $1 }
    let (output, errors) = (Pipe(), FileHandle.standardError)
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "this test needs python3 (3.9 or later) with the module zoneinfo")
    return text
  }
}
