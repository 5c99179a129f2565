// SPDX-License-Identifier: Apache-2.0

/// Reads TZif, versions 1 to 4 (RFC 9636). From version 2 on the file says everything twice, with times of 32 and of 64
/// bits; only the second is read. Leap seconds are passed over, as Go does.
struct ZoneFileReader {
  struct Contents {
    var changes: [Int64] = []
    var kinds: [UInt8] = []
    var types: [LocalTimeType] = []
    var tail: PosixTimeRule?
  }

  private struct Header {
    let version: UInt8
    let utcCount, standardCount, leapCount, changeCount, typeCount, letterCount: Int

    func size(timeSize: Int) -> Int {
      changeCount * (timeSize + 1) + typeCount * 6 + letterCount + leapCount * (timeSize + 4) + standardCount + utcCount
    }
  }

  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) {
    rest = bytes[...]
  }

  mutating func read() throws(ZoneFileError) -> Contents {
    let header = try readHeader()
    guard header.version > 1 else { return try readBlock(header, timeSize: 4) }
    _ = try take(header.size(timeSize: 4))
    var contents = try readBlock(try readHeader(), timeSize: 8)
    contents.tail = try readTail()
    return contents
  }

  private mutating func readHeader() throws(ZoneFileError) -> Header {
    guard rest.starts(with: "TZif".utf8) else { throw .notAZoneFile }
    let bytes = Array(try take(44))
    let version: UInt8
    switch bytes[4] {
    case 0: version = 1
    case UInt8(ascii: "2")...UInt8(ascii: "4"): version = bytes[4] - UInt8(ascii: "0")
    default: throw .notAZoneFile
    }
    let counts = stride(from: 20, to: 44, by: 4).map { Int(Self.unsigned(bytes[$0..<$0 + 4])) }
    return Header(
      version: version, utcCount: counts[0], standardCount: counts[1], leapCount: counts[2],
      changeCount: counts[3], typeCount: counts[4], letterCount: counts[5])
  }

  private mutating func readBlock(_ header: Header, timeSize: Int) throws(ZoneFileError) -> Contents {
    guard rest.count >= header.size(timeSize: timeSize) else { throw .tooShort }
    let times = try take(header.changeCount * timeSize)
    var contents = Contents()
    contents.changes = stride(from: times.startIndex, to: times.endIndex, by: timeSize).map {
      Self.signed(times[$0..<$0 + timeSize])
    }
    contents.kinds = Array(try take(header.changeCount))
    let types = Array(try take(header.typeCount * 6))
    let letters = Array(try take(header.letterCount))
    _ = try take(header.leapCount * (timeSize + 4) + header.standardCount + header.utcCount)
    for start in stride(from: 0, to: types.count, by: 6) {
      contents.types.append(try Self.type(types[start..<start + 6], letters))
    }
    try Self.check(contents)
    return contents
  }

  private static func type(_ bytes: ArraySlice<UInt8>, _ letters: [UInt8]) throws(ZoneFileError) -> LocalTimeType {
    let start = bytes.startIndex
    let name = Int(bytes[start + 5])
    guard name < letters.count else { throw .inconsistent }
    let abbreviation = letters[name...].prefix(16).prefix { $0 != 0 }
    return LocalTimeType(
      offset: signed(bytes[start..<start + 4]), isDaylight: bytes[start + 4] != 0,
      abbreviation: String(decoding: abbreviation, as: UTF8.self))
  }

  /// An offset is below 26 hours by the standard.
  private static func check(_ contents: Contents) throws(ZoneFileError) {
    guard !contents.types.isEmpty, contents.kinds.allSatisfy({ $0 < contents.types.count }),
      contents.types.allSatisfy({ abs($0.offset) < 26 * 3_600 }),
      zip(contents.changes, contents.changes.dropFirst()).allSatisfy(<)
    else { throw .inconsistent }
  }

  /// The rule stands between two line ends; it may be empty.
  private mutating func readTail() throws(ZoneFileError) -> PosixTimeRule? {
    guard rest.popFirst() == UInt8(ascii: "\n") else { throw .tooShort }
    guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { throw .tooShort }
    if end == rest.startIndex { return nil }
    guard let rule = PosixTimeRule(parsing: rest[..<end]) else { throw .badRule }
    return rule
  }

  private mutating func take(_ count: Int) throws(ZoneFileError) -> ArraySlice<UInt8> {
    guard count <= rest.count else { throw .tooShort }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  private static func unsigned(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func signed(_ bytes: ArraySlice<UInt8>) -> Int64 {
    let value = unsigned(bytes)
    return bytes.count == 4 ? Int64(Int32(truncatingIfNeeded: value)) : Int64(bitPattern: value)
  }
}
