// SPDX-License-Identifier: Apache-2.0

extension PosixTimeRule {
  /// Reads the rule, or gives nil.
  init?(parsing text: ArraySlice<UInt8>) {
    var reader = Reader(rest: text)
    guard let name = reader.name(), let offset = reader.offset() else { return nil }
    standard = LocalTimeType(offset: -offset, isDaylight: false, abbreviation: name)
    if reader.rest.isEmpty {
      daylight = nil
    } else {
      guard let daylight = reader.daylight(standard: -offset), reader.rest.isEmpty else { return nil }
      self.daylight = daylight
    }
  }

  private struct Reader {
    var rest: ArraySlice<UInt8>

    /// Three letters or more, or anything within angle brackets.
    mutating func name() -> String? {
      let isQuoted = skip("<")
      let name = rest.prefix { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"): isQuoted
        default: false
        }
      }
      rest = rest.dropFirst(name.count)
      guard name.count >= 3, name.count <= 16, !isQuoted || skip(">") else { return nil }
      return String(decoding: name, as: UTF8.self)
    }

    /// Seconds west of UTC, as POSIX has it.
    mutating func offset() -> Int64? { time(hours: 0...24) }

    mutating func daylight(standard: Int64) -> Daylight? {
      guard let name = name() else { return nil }
      var offset = standard + 3_600
      if let next = rest.first, next != UInt8(ascii: ",") {
        guard let west = self.offset() else { return nil }
        offset = -west
      }
      guard skip(","), let start = change(), skip(","), let end = change() else { return nil }
      return Daylight(
        type: LocalTimeType(offset: offset, isDaylight: true, abbreviation: name), start: start, end: end)
    }

    private mutating func change() -> Change? {
      guard let day = day() else { return nil }
      guard skip("/") else { return Change(day: day, time: 7_200) }
      return time(hours: 0...167).map { Change(day: day, time: $0) }
    }

    private mutating func day() -> Change.Day? {
      if skip("J") { return number(in: 1...365).map { .julian($0) } }
      guard skip("M") else { return number(in: 0...365).map { .ordinal($0) } }
      guard let month = number(in: 1...12), skip("."), let week = number(in: 1...5), skip("."),
        let day = number(in: 0...6)
      else { return nil }
      return .weekday(month: month, week: week, day: day)
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    private mutating func time(hours range: ClosedRange<Int>) -> Int64? {
      let sign: Int64 = skip("-") ? -1 : 1
      if sign > 0 { _ = skip("+") }
      guard let hours = number(in: range) else { return nil }
      var seconds = Int64(hours) * 3_600
      for unit in [60, 1] as [Int64] {
        guard skip(":") else { break }
        guard let part = number(in: 0...59) else { return nil }
        seconds += Int64(part) * unit
      }
      return sign * seconds
    }

    private mutating func number(in range: ClosedRange<Int>) -> Int? {
      let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      rest = rest.dropFirst(digits.count)
      guard !digits.isEmpty, digits.count <= 3 else { return nil }
      let value = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
      return range.contains(value) ? value : nil
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
      guard let first = rest.first, first == UInt8(ascii: character) else { return false }
      rest = rest.dropFirst()
      return true
    }
  }
}
