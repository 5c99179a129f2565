// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Testing

@Suite("cassette schedule")
struct ScheduleCommandTests {
  private func schedule(_ arguments: String...) throws -> Program.Result {
    try Program.run(Program.executable, ["schedule"] + arguments)
  }

  @Test("text says what the schedule means and when it is due")
  func text() throws {
    let result = try schedule("--from", "2026-11-22T12:00:00Z", "--count", "2", "@midnight")
    #expect(result.status == 0)
    #expect(result.errors == "")
    #expect(result.lines.count == 3)
    #expect(result.lines[0].contains("00:00"))
    #expect(Array(result.lines[1...]) == ["  2026-11-23T00:00:00Z", "  2026-11-24T00:00:00Z"])
  }

  @Test("five times, unless told otherwise")
  func count() throws {
    #expect(try schedule("@hourly").lines.count == 6)
    #expect(try schedule("--count", "0", "@hourly").lines.count == 1)
  }

  @Test("JSON has the times in UTC, whatever the zone")
  func json() throws {
    let result = try schedule(
      "--from", "2026-03-28T00:00:00Z", "--count", "2", "--time-zone", "Europe/Paris", "--output", "json", "30 3 * * *")
    #expect(result.status == 0)
    #expect(result.output == #"{"valid":true,"next":["2026-03-28T02:30:00Z","2026-03-29T01:30:00Z"]}"# + "\n")
  }

  @Test("a prefix is as good as the flag")
  func prefix() throws {
    let arguments = ["--from", "2026-03-28T00:00:00Z", "--count", "1", "--output", "json"]
    let result = try Program.run(
      Program.executable, ["schedule"] + arguments + ["CRON_TZ=Europe/Paris 30 3 * * *"])
    #expect(result.output == #"{"valid":true,"next":["2026-03-28T02:30:00Z"]}"# + "\n")
  }

  @Test("a time with an offset is a time")
  func offset() throws {
    let result = try schedule(
      "--from", "2026-11-22T00:30:00+01:00", "--count", "1", "--output", "json", "@midnight")
    #expect(result.output == #"{"valid":true,"next":["2026-11-22T00:00:00Z"]}"# + "\n")
  }

  @Test("a schedule that never fires is valid, and says so")
  func never() throws {
    #expect(try schedule("--output", "json", "0 0 30 2 *").output == #"{"valid":true,"next":[]}"# + "\n")
    let text = try schedule("0 0 30 2 *")
    #expect(text.status == 0)
    #expect(text.lines.last == "never due")
  }

  @Test(
    "a wrong schedule or zone: exit 1 and the reason", arguments: ["61 * * * *", "", "@monthy", "* * * *", "TZ=UTC"])
  func invalid(_ spec: String) throws {
    let json = try schedule("--output", "json", spec)
    #expect(json.status == 1)
    let value = try JSONValue(parsing: Array(json.output.utf8))
    #expect(value["valid"]?.bool == false)
    let reason = try #require(value["error"]?.string)
    #expect(value.members.map(\.name) == ["valid", "error"])
    let text = try schedule(spec)
    #expect(text.status == 1)
    #expect(text.output == "")
    #expect(text.errors == "cassette schedule: \(reason)\n")
  }

  @Test("an unknown zone is as wrong as an unknown schedule")
  func zone() throws {
    let result = try schedule("--time-zone", "Europe/Pariss", "--output", "json", "@daily")
    #expect(result.status == 1)
    #expect(result.output.hasPrefix(#"{"valid":false,"error":"#))
    #expect(result.output.contains("Europe/Paris"))
  }

  @Test("flags are checked")
  func flags() throws {
    #expect(try schedule("--count", "1001", "@daily").errors.contains("--count must be 0 to 1000, found 1001"))
    #expect(try schedule("--count", "-1", "@daily").status != 0)
    #expect(try schedule("--from", "yesterday", "@daily").errors.contains("must be a time as in RFC 3339"))
    #expect(try schedule("--output", "yaml", "@daily").status != 0)
  }
}
