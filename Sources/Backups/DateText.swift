// SPDX-License-Identifier: Apache-2.0

/// A date, a time or both, put together in one piece.
struct DateText: CustomStringConvertible {
  private var bytes: [UInt8] = []

  init(_ write: (inout DateText) -> Void) {
    bytes.reserveCapacity(32)
    write(&self)
  }

  var description: String { String(decoding: bytes, as: UTF8.self) }

  mutating func append(_ mark: Unicode.Scalar) { bytes.append(UInt8(ascii: mark)) }

  mutating func append(text: String) { bytes.append(contentsOf: text.utf8) }

  /// From 0 to 99.
  mutating func append(twoDigits number: Int) {
    bytes.append(UInt8(ascii: "0") + UInt8(number / 10))
    bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
  }

  /// `02:30`.
  mutating func append(hour: Int, minute: Int) {
    append(twoDigits: hour)
    append(":")
    append(twoDigits: minute)
  }

  /// `2026-11-23`.
  mutating func append(date: CivilTime) {
    if (0..<10_000).contains(date.year) {
      append(twoDigits: Int(date.year / 100))
      append(twoDigits: Int(date.year % 100))
    } else {
      append(text: String(date.year).padded(to: 4))
    }
    append("-")
    append(twoDigits: date.month)
    append("-")
    append(twoDigits: date.day)
  }
}
