// SPDX-License-Identifier: Apache-2.0

/// The steps of Go's `time.ParseDuration` (1.19), in its order and with its arithmetic.
struct GoDurationReader {
  /// 2 to the 63rd: the magnitude of the least duration.
  private static let limit: UInt64 = 1 << 63

  private var rest: Substring.UTF8View
  private var isNegative = false

  init(_ text: String) {
    rest = text[...].utf8
  }

  mutating func read() throws(GoDurationError) -> Int64 {
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      rest.removeFirst()
    }
    if rest.elementsEqual("0".utf8) { return 0 }
    guard !rest.isEmpty else { throw .empty }
    var total: UInt64 = 0
    while !rest.isEmpty {
      total += try readPart()
      guard total <= Self.limit else { throw .tooLong }
    }
    if isNegative { return Int64(truncatingIfNeeded: 0 &- total) }
    guard let nanoseconds = Int64(exactly: total) else { throw .tooLong }
    return nanoseconds
  }

  /// A number with its unit, in nanoseconds, at most `limit`.
  private mutating func readPart() throws(GoDurationError) -> UInt64 {
    let number = rest
    guard let first = rest.first, Self.isDigit(first) || first == UInt8(ascii: ".") else {
      throw .noNumber(at: String(Substring(rest.prefix(20))))
    }
    let whole = try readWhole()
    let fraction = readFraction()
    let digits = String(Substring(number[..<rest.startIndex]))
    guard digits != "." else { throw .noNumber(at: digits) }
    let unit = try readUnit(after: digits)
    guard whole <= Self.limit / unit else { throw .tooLong }
    let value = whole * unit + UInt64(fraction.value * (Double(unit) / fraction.scale))
    guard value <= Self.limit else { throw .tooLong }
    return value
  }

  private mutating func readWhole() throws(GoDurationError) -> UInt64 {
    var value: UInt64 = 0
    while let digit = rest.first, Self.isDigit(digit) {
      guard value <= Self.limit / 10 else { throw .tooLong }
      value = value * 10 + UInt64(digit - UInt8(ascii: "0"))
      guard value <= Self.limit else { throw .tooLong }
      rest.removeFirst()
    }
    return value
  }

  /// Digits that no longer fit are read over, as in Go.
  private mutating func readFraction() -> (value: Double, scale: Double) {
    guard rest.first == UInt8(ascii: ".") else { return (0, 1) }
    rest.removeFirst()
    var value: UInt64 = 0
    var scale = 1.0
    var isFull = false
    while let digit = rest.first, Self.isDigit(digit) {
      rest.removeFirst()
      isFull = isFull || value > (Self.limit - 1) / 10
      if isFull { continue }
      let next = value * 10 + UInt64(digit - UInt8(ascii: "0"))
      isFull = next > Self.limit
      if !isFull { (value, scale) = (next, scale * 10) }
    }
    return (Double(value), scale)
  }

  /// The unit is all up to the next digit or dot.
  private mutating func readUnit(after digits: String) throws(GoDurationError) -> UInt64 {
    let unit = rest.prefix { !Self.isDigit($0) && $0 != UInt8(ascii: ".") }
    rest.removeFirst(unit.count)
    guard !unit.isEmpty else { throw .noUnit(number: digits) }
    let name = String(Substring(unit.prefix(20)))
    switch name {
    case "h": return 3_600_000_000_000
    case "m": return 60_000_000_000
    case "s": return 1_000_000_000
    case "ms": return 1_000_000
    case "us", "µs", "μs": return 1_000
    case "ns": return 1
    default: throw .unknownUnit(name, number: digits)
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
