// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Backups
import KubeModel

struct ScheduleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schedule",
    abstract: "Say what a schedule means and when it is due next.",
    discussion: """
      EXAMPLES
        cassette schedule @midnight
        cassette schedule --time-zone Europe/Paris --count 10 "30 2 * * *"
        cassette schedule --from 2026-03-28T00:00:00Z --output json "CRON_TZ=Europe/Paris 30 2 * * *"

      EXIT STATUS
        0 the schedule is valid; 1 it is not.
      """)

  enum Output: String, CaseIterable, ExpressibleByArgument {
    case text, json
  }

  @Option(help: "IANA zone of a schedule without a TZ= prefix.")
  var timeZone = "UTC"

  @Option(help: "RFC 3339 time after which to look; now if left out.", transform: ScheduleCommand.instant)
  var from: Instant?

  @Option(help: "How many times to list, 0 to 1000.")
  var count = 5

  @Option(help: "text or json.")
  var output = Output.text

  @Argument(help: "The schedule, as in spec.schedule.")
  var spec: String

  func validate() throws {
    guard (0...1000).contains(count) else { throw ValidationError("--count must be 0 to 1000, found \(count)") }
  }

  func run() throws {
    do {
      let zone = try TimeZoneDatabase.system.zone(named: timeZone)
      let schedule = try CronSchedule(parsing: spec, zones: .system)
      let next = schedule.activations(after: from ?? .now, in: zone, count: count)
      print(output == .json ? ScheduleCommand.json(next) : text(schedule, next, zone))
    } catch let error as any InvalidValue {
      if output == .json {
        print(ScheduleCommand.json(error))
      } else {
        Terminal.printError("cassette schedule: \(error.message)")
      }
      throw ExitCode(1)
    }
  }

  private func text(_ schedule: CronSchedule, _ next: [Instant], _ zone: TimeZoneRules) -> String {
    let summary = ScheduleSummary(of: schedule, in: zone).description
    guard !next.isEmpty || count == 0 else { return "\(summary)\nnever due" }
    return ([summary] + next.map { "  \($0)" }).joined(separator: "\n")
  }

  private static func json(_ next: [Instant]) -> String {
    var writer = JSONWriter()
    writer.object { object in
      object.member("valid", true)
      object.name("next")
      object.array { array in
        for instant in next { array.string(instant.description) }
      }
    }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private static func json(_ error: any InvalidValue) -> String {
    var writer = JSONWriter()
    writer.object { object in
      object.member("valid", false)
      object.member("error", error.message)
    }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private static func instant(_ text: String) throws -> Instant {
    do {
      return try Instant(parsing: text)
    } catch {
      throw ValidationError("--from must be an RFC 3339 time such as 2026-11-23T00:00:00Z: \(error)")
    }
  }
}
