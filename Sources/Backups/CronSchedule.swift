// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// When a backup runs: five fields, a word such as `@daily`, or `@every 6h`, with a zone before it if need be.
///
/// It accepts what `cron.ParseStandard` of robfig/cron v3.0.1 accepts, the release the operator links, and means the
/// same by it; what makes that parser panic is an error.
package struct CronSchedule: Sendable, Equatable {
  package enum Timing: Sendable, Equatable {
    case fields(CronFields)
    /// Whole seconds from one activation to the next, at least 1.
    case every(seconds: Int64)
  }

  /// In bytes. All minutes, hours, days and months one by one take 370; the Go parser has no limit.
  package static let longest = 1_024

  /// As written.
  package let text: String
  package let timing: Timing
  /// The zone of a `TZ=` or `CRON_TZ=` prefix; nil without one, and for `TZ=Local`, which says as much.
  package let zone: TimeZoneRules?
  /// Whether there is such a prefix, whatever it names.
  package let hasZonePrefix: Bool

  /// Reads a schedule as written in `spec.schedule`. The first error counts, in the order of the Go parser.
  package init(parsing text: String, zones: TimeZoneDatabase) throws(CronError) {
    guard !text.isEmpty else { throw .empty }
    guard text.utf8.count <= Self.longest else { throw .tooLong(text.utf8.count) }
    self.text = text
    var rest = text.unicodeScalars[...]
    hasZonePrefix = text.utf8.starts(with: "TZ=".utf8) || text.utf8.starts(with: "CRON_TZ=".utf8)
    zone = hasZonePrefix ? try Self.readZone(&rest, zones) : nil
    if rest.first == "@" {
      timing = try Self.descriptor(String(rest))
    } else {
      timing = .fields(try CronFields(rest.split(whereSeparator: \.isBlank)))
    }
  }

  /// The name ends at the first blank, and at nothing else.
  private static func readZone(
    _ rest: inout Substring.UnicodeScalarView, _ zones: TimeZoneDatabase
  ) throws(CronError) -> TimeZoneRules? {
    guard let blank = rest.firstIndex(of: " ") else { throw .zoneAlone }
    let name = String(rest[..<blank].drop { $0 != "=" }.dropFirst())
    rest = rest[blank...].drop(while: \.isBlank)
    while rest.last?.isBlank == true { rest.removeLast() }
    if name == "Local" { return nil }
    do throws(TimeZoneError) {
      return try zones.zone(named: name)
    } catch {
      throw .zone(name, error)
    }
  }

  private static let descriptors = [
    "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *", "@monthly": "0 0 1 * *", "@weekly": "0 0 * * 0",
    "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@hourly": "0 * * * *",
  ].compactMapValues { try? CronFields($0.unicodeScalars.split(separator: " ")) }

  private static func descriptor(_ text: String) throws(CronError) -> Timing {
    if let fields = descriptors[text] { return .fields(fields) }
    guard text.utf8.starts(with: "@every ".utf8) else {
      let word = String(text.unicodeScalars.filter { !$0.isBlank }.prefix(20).map(Character.init))
      throw .descriptor(text, meant: Suggestion.nearest(to: word, among: descriptors.keys.sorted()))
    }
    do throws(GoDurationError) {
      let delay = try GoDuration(parsing: String(Substring(text.utf8.dropFirst("@every ".utf8.count))))
      return .every(seconds: max(1, delay.nanoseconds / 1_000_000_000))
    } catch {
      throw .every(error)
    }
  }
}
