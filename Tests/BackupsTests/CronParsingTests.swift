// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Backups

@Suite("Reading schedules")
struct CronParsingTests {
  static let zones = TimeZoneDatabase.system

  static func parse(_ text: String) throws(CronError) -> CronSchedule { try CronSchedule(parsing: text, zones: zones) }

  static func fields(_ text: String) throws -> CronFields {
    guard case .fields(let fields) = try parse(text).timing else { throw CronError.empty }
    return fields
  }

  @Test(
    "every minute can be written in many ways",
    arguments: [
      "* * * * *", " * * * * * ", "*\t*\n* * *", "? ? ? ? ?", "*\u{85}*\u{a0}*\u{2003}* *", "*\r\n* * * *",
      "*-5 *-x ?- * *", "*/1 */1 ?/1 * *",
    ])
  func everyMinute(text: String) throws {
    let fields = try Self.fields(text)
    #expect(
      [fields.minute, fields.hour, fields.dayOfMonth, fields.month, fields.dayOfWeek].map(\.count) == [
        60, 24, 31, 12, 7,
      ])
    #expect(fields.dayOfMonth.isStarred && fields.dayOfWeek.isStarred)
  }

  @Test(
    "a minute field holds the values it names",
    arguments: [
      ("*/15", [0, 15, 30, 45]), ("0/15", [0, 15, 30, 45]), ("5/15", [5, 20, 35, 50]), ("1-5/2", [1, 3, 5]),
      ("*-x/2", Array(stride(from: 0, to: 60, by: 2))), ("*/100", [0]), ("+5", [5]), ("05", [5]), ("1,,2", [1, 2]),
      ("1,", [1]), (",1", [1]), (",", []), ("59", [59]), ("3,1,2-4", [1, 2, 3, 4]), ("0-9223372036854775807/1", nil),
      ("50/9223372036854775807", [50]), ("?-\u{301}7/30", [0, 30]),
    ] as [(String, [Int]?)])
  func minutes(item: String, values: [Int]?) throws {
    let found = try? Self.fields("\(item) * * * *").minute.values
    #expect(found == values)
  }

  @Test("names stand for months and days of the week in any letter case")
  func names() throws {
    #expect(try Self.fields("* * * * SUN").dayOfWeek.values == [0])
    #expect(try Self.fields("* * * * sun-sat").dayOfWeek.values == Array(0...6))
    #expect(try Self.fields("* * * JAN,jul *").month.values == [1, 7])
    #expect(try Self.fields("* * * * mon/2").dayOfWeek.values == [1, 3, 5])
  }

  @Test(
    "the star flag is set by a star with no step or a step of one, in any item",
    arguments: [
      ("*", true), ("?", true), ("*/1", true), ("*,5", true), ("5,*", true), ("*/2", false), ("1-31", false),
      ("*-3", true),
    ])
  func starFlag(item: String, isStarred: Bool) throws {
    #expect(try Self.fields("* * \(item) * *").dayOfMonth.isStarred == isStarred)
  }

  @Test(
    "what has not five fields is refused",
    arguments: [
      ("* * * *", 4), ("* * * * * *", 6), ("* * * * * # c", 7), ("   ", 0), ("tz=UTC * * * * *", 6), ("TZ=UTC ", 0),
      (" @daily", 1),
    ])
  func count(text: String, found: Int) {
    #expect(throws: CronError.fieldCount(found)) { try Self.parse(text) }
  }

  @Test(
    "the first field that is wrong is named with the reason",
    arguments: [
      ("60 * * * *", .minute, "60", .outOfBounds(60)), ("* 24 * * *", .hour, "24", .outOfBounds(24)),
      ("* * 0 * *", .dayOfMonth, "0", .outOfBounds(0)), ("* * 32 * *", .dayOfMonth, "32", .outOfBounds(32)),
      ("* * * 0 *", .month, "0", .outOfBounds(0)), ("* * * 13 *", .month, "13", .outOfBounds(13)),
      ("* * * * 7", .dayOfWeek, "7", .outOfBounds(7)), ("* * * * 0-7", .dayOfWeek, "0-7", .outOfBounds(7)),
      ("5-1 * * * *", .minute, "5-1", .backwards(from: 5, to: 1)),
      ("70/5 * * * *", .minute, "70/5", .backwards(from: 70, to: 59)),
      ("* * * * fri-mon", .dayOfWeek, "fri-mon", .backwards(from: 5, to: 1)),
      ("* * * * Sunday", .dayOfWeek, "Sunday", .notAValue("Sunday")),
      ("* * * janx *", .month, "janx", .notAValue("janx")),
      ("-5 * * * *", .minute, "-5", .notAValue("")), ("5- * * * *", .minute, "5-", .notAValue("")),
      ("5/ * * * *", .minute, "5/", .badStep), ("/5 * * * *", .minute, "/5", .notAValue("")),
      ("5/5/5 * * * *", .minute, "5/5/5", .tooManySlashes), ("1-2-3 * * * *", .minute, "1-2-3", .tooManyHyphens),
      ("*/0 * * * *", .minute, "*/0", .badStep), ("*/-1 * * * *", .minute, "*/-1", .badStep),
      ("1.5 * * * *", .minute, "1.5", .notAValue("1.5")), ("0x5 * * * *", .minute, "0x5", .notAValue("0x5")),
      ("99999999999999999999 * * * *", .minute, "99999999999999999999", .notAValue("99999999999999999999")),
      ("* * L * *", .dayOfMonth, "L", .notAValue("L")), ("* * * * 1#2", .dayOfWeek, "1#2", .notAValue("1#2")),
      ("* * 15W * *", .dayOfMonth, "15W", .notAValue("15W")), ("1,61 99 * * *", .minute, "61", .outOfBounds(61)),
      ("٣ * * * *", .minute, "٣", .notAValue("٣")),
    ] as [(String, CronFieldKind, String, CronItemError)])
  func field(text: String, kind: CronFieldKind, item: String, error: CronItemError) {
    #expect(throws: CronError.field(kind, item: item, error)) { try Self.parse(text) }
  }

  @Test(
    "a descriptor means its five fields",
    arguments: [
      ("@yearly", "0 0 1 1 *"), ("@annually", "0 0 1 1 *"), ("@monthly", "0 0 1 * *"), ("@weekly", "0 0 * * 0"),
      ("@daily", "0 0 * * *"), ("@midnight", "0 0 * * *"), ("@hourly", "0 * * * *"),
      ("TZ=Europe/Paris   @daily  ", "0 0 * * *"),
    ])
  func descriptor(text: String, fields: String) throws {
    #expect(try Self.parse(text).timing == Self.parse(fields).timing)
  }

  @Test(
    "a word that is no descriptor is refused",
    arguments: [
      ("@Daily", "@daily"), ("@daily ", "@daily"), ("@hourly\n", "@hourly"), ("@dayly", "@daily"), ("@reboot", nil),
      ("@every", nil),
      ("TZ=UTC @daily x", "@daily"), ("@", nil),
    ] as [(String, String?)])
  func noDescriptor(text: String, meant: String?) {
    let word = text.hasPrefix("TZ") ? String(text.dropFirst(7)) : text
    #expect(throws: CronError.descriptor(word, meant: meant)) { try Self.parse(text) }
  }

  @Test(
    "an interval is cut to whole seconds, at least one",
    arguments: [
      ("@every 1h30m", 5_400), ("@every 90s", 90), ("@every 1500ms", 1), ("@every 1ms", 1), ("@every 0s", 1),
      ("@every -5m", 1), ("CRON_TZ=Asia/Tokyo @every 1m", 60), ("@every 2562047h47m16.854775807s", 9_223_372_036),
    ] as [(String, Int64)])
  func every(text: String, seconds: Int64) throws {
    #expect(try Self.parse(text).timing == .every(seconds: seconds))
  }

  @Test(
    "an interval that is no duration is refused",
    arguments: ["@every  1m", "@every ", "@every 1d", "@every 5", "@every 1h 30m"])
  func noInterval(text: String) {
    #expect { try Self.parse(text) } throws: { if case .every? = $0 as? CronError { true } else { false } }
  }

  @Test(
    "a prefix names the zone",
    arguments: [
      ("TZ=UTC * * * * *", "UTC"), ("CRON_TZ=Europe/Paris 0 2 * * *", "Europe/Paris"), ("TZ= * * * * *", "UTC"),
      ("TZ=Local * * * * *", nil), ("* * * * *", nil),
    ] as [(String, String?)])
  func zone(text: String, name: String?) throws {
    let schedule = try Self.parse(text)
    #expect(schedule.zone?.name == name)
    #expect(schedule.hasZonePrefix == text.contains("TZ="))
  }

  @Test(
    "a zone that cannot be found is the first error",
    arguments: [
      ("TZ=Nowhere/X 61 * * *", "Nowhere/X", .unknown(meant: nil)), ("TZ=../x * * * * *", "../x", .path),
      ("TZ=/etc * * * * *", "/etc", .path), ("TZ=UTC\t* * * * *", "UTC\t*", .unknown(meant: nil)),
      ("TZ=Europe/Pari * * * * *", "Europe/Pari", .unknown(meant: "Europe/Paris")),
    ] as [(String, String, TimeZoneError)])
  func noZone(text: String, name: String, error: TimeZoneError) {
    #expect(throws: CronError.zone(name, error)) { try Self.parse(text) }
  }

  @Test("what makes the operator's parser panic is refused", arguments: ["TZ=UTC", "CRON_TZ=UTC", "TZ=", "TZ=UTC\t"])
  func panics(text: String) {
    #expect(throws: CronError.zoneAlone) { try Self.parse(text) }
  }

  @Test("a text longer than any schedule is refused")
  func tooLong() throws {
    let text = String(repeating: "1,", count: 507) + "1 * * * *"
    #expect(try Self.fields(text + " ").minute.values == [1])
    #expect(throws: CronError.tooLong(1_025)) { try Self.parse(text + "  ") }
  }

  @Test(
    "a message says what would be right",
    arguments: [
      ("", "must not be empty: write five fields such as \"0 2 * * *\", or @daily"),
      ("0 0 * * 7", "day of week \"7\": 7 is not a day of the week here: Sunday is 0"),
      ("0 24 * * *", "hour \"24\": 24 is not an hour: midnight is 0"),
      ("0 0 * * Monday", "day of week \"Monday\": \"Monday\" is not a value, did you mean mon?"),
      ("0 0 L * *", "day of month \"L\": \"L\" is not a value: L, W and # do not exist here"),
      ("61 * * * *", "minute \"61\": 61 is out of bounds: minute is 0 to 59"),
      ("@Daily", "unknown schedule \"@Daily\", did you mean @daily?"),
      ("TZ=Paris * * * * *", "time zone \"Paris\": unknown time zone, did you mean Europe/Paris?"),
      ("@every 1d", "the duration after @every: unknown unit \"d\": there are no days or weeks, did you mean 24h?"),
    ])
  func message(text: String, message: String) {
    let error = #expect(throws: CronError.self) { try Self.parse(text) }
    #expect(error?.message == message)
  }
}
