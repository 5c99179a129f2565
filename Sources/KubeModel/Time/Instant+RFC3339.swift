// SPDX-License-Identifier: Apache-2.0

/// Why a text is not a time: it is not RFC 3339, or the day or hour does not exist.
package enum InstantError: InvalidValue {
  case syntax, noSuchTime

  package var message: String {
    switch self {
    case .syntax: "must be a time as in RFC 3339, for example 2026-11-23T02:30:00Z or 2026-11-23T03:30:00+01:00"
    case .noSuchTime: "there is no such day or time of day"
    }
  }
}

extension Instant {
  /// Reads RFC 3339. Digits of a fraction beyond the ninth are dropped; a leap second (`:60`) does not exist here.
  package init(parsing text: String) throws(InstantError) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, bytes.count <= 64 else { throw .syntax }
    let date = try Self.numbers(bytes[0..<10], form: "dddd-dd-dd")
    guard bytes[10] | 0x20 == UInt8(ascii: "t") else { throw .syntax }
    let time = try Self.numbers(bytes[11..<19], form: "dd:dd:dd")
    let digits: ArraySlice<UInt8> = bytes[19] == UInt8(ascii: ".") ? bytes[20...].prefix(while: Self.isDigit) : []
    guard bytes[19] != UInt8(ascii: ".") || !digits.isEmpty else { throw .syntax }
    let offset = try Self.offset(bytes[(digits.isEmpty ? 19 : digits.endIndex)...])
    let (year, month, day) = (Int64(date[0]), date[1], date[2])
    guard (1...12).contains(month), (1...CivilTime.length(ofMonth: month, year: year)).contains(day),
      time[0] < 24, time[1] < 60, time[2] < 60
    else { throw .noSuchTime }
    let days = CivilTime.days(year: year, month: month, day: day)
    self.init(
      seconds: days * 86_400 + Int64(time[0] * 3_600 + time[1] * 60 + time[2] - offset),
      nanoseconds: Self.nanoseconds(digits))
  }

  /// `Z` or `+hh:mm`, in seconds east of UTC.
  private static func offset(_ bytes: ArraySlice<UInt8>) throws(InstantError) -> Int {
    guard let sign = bytes.first else { throw .syntax }
    if sign | 0x20 == UInt8(ascii: "z") && bytes.count == 1 { return 0 }
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { throw .syntax }
    let parts = try numbers(bytes.dropFirst(), form: "dd:dd")
    guard parts[0] < 24, parts[1] < 60 else { throw .noSuchTime }
    return (parts[0] * 3_600 + parts[1] * 60) * (sign == UInt8(ascii: "-") ? -1 : 1)
  }

  /// The numbers in a text of a given form, where `d` stands for a digit.
  private static func numbers(_ bytes: ArraySlice<UInt8>, form: StaticString) throws(InstantError) -> [Int] {
    let form = Array(form.description.utf8)
    guard bytes.count == form.count else { throw .syntax }
    var numbers = [0]
    for (byte, expected) in zip(bytes, form) {
      if expected != UInt8(ascii: "d") {
        guard byte == expected else { throw .syntax }
        numbers.append(0)
      } else {
        guard isDigit(byte) else { throw .syntax }
        numbers[numbers.count - 1] = numbers[numbers.count - 1] * 10 + Int(byte - UInt8(ascii: "0"))
      }
    }
    return numbers
  }

  private static func nanoseconds(_ digits: ArraySlice<UInt8>) -> Int32 {
    var value: Int32 = 0
    for position in 0..<9 {
      let digit = position < digits.count ? digits[digits.startIndex + position] - UInt8(ascii: "0") : 0
      value = value * 10 + Int32(digit)
    }
    return value
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
