// SPDX-License-Identifier: Apache-2.0

/// What the clocks of one time zone showed and will show: the contents of one zone file (TZif, RFC 9636).
///
/// A class, as it never changes and is handed around with every schedule; two are equal if they say the same.
package final class TimeZoneRules: Sendable {
  package let name: String
  /// Seconds of each change, ascending, and what it changes to.
  private let changes: [Int64]
  private let kinds: [UInt8]
  private let types: [LocalTimeType]
  /// What goes on after the last change.
  private let tail: PosixTimeRule?

  package static let utc = TimeZoneRules(
    name: "UTC", changes: [], kinds: [], types: [LocalTimeType(offset: 0, isDaylight: false, abbreviation: "UTC")],
    tail: nil)

  /// `types` must not be empty, and `kinds` hold an index into it for each of the ascending `changes`.
  init(name: String, changes: [Int64], kinds: [UInt8], types: [LocalTimeType], tail: PosixTimeRule?) {
    precondition(!types.isEmpty && changes.count == kinds.count && kinds.allSatisfy { $0 < types.count })
    (self.name, self.changes, self.kinds, self.types, self.tail) = (name, changes, kinds, types, tail)
  }

  /// Reads the bytes of a zone file.
  package convenience init(name: String, bytes: [UInt8]) throws(ZoneFileError) {
    var reader = ZoneFileReader(bytes)
    let contents = try reader.read()
    self.init(
      name: name, changes: contents.changes, kinds: contents.kinds, types: contents.types, tail: contents.tail)
  }

  /// What holds at an instant, given in seconds since the beginning of 1970 UTC.
  ///
  /// A period may be followed by one with the same offset, since a change of name alone ends it too.
  package func period(at seconds: Int64) -> ZonePeriod {
    let next = firstChange(after: seconds)
    if next == changes.count, let tail {
      let period = tail.period(at: seconds)
      return period.starting(noEarlierThan: changes.last ?? .min)
    }
    let type = next == 0 ? types[0] : types[Int(kinds[next - 1])]
    return type.period(from: next == 0 ? .min : changes[next - 1], until: next == changes.count ? .max : changes[next])
  }

  package func offset(at seconds: Int64) -> Int64 { period(at: seconds).offset }

  /// What a wall shows, in seconds since the beginning of 1970, as an instant.
  ///
  /// Go's `time.Date`: a time in a gap comes out one shift earlier or later, of two in an overlap one is taken; which,
  /// depends on the side of UTC.
  package func seconds(ofWall wall: Int64) -> Int64 {
    let guess = period(at: wall)
    let seconds = wall - guess.offset
    return guess.contains(seconds) ? seconds : wall - offset(at: seconds)
  }

  private func firstChange(after seconds: Int64) -> Int {
    var (low, high) = (0, changes.count)
    while low < high {
      let middle = (low + high) / 2
      if changes[middle] > seconds { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension TimeZoneRules: Equatable {
  package static func == (one: TimeZoneRules, other: TimeZoneRules) -> Bool {
    one === other
      || one.name == other.name && one.changes == other.changes && one.kinds == other.kinds
        && one.types == other.types && one.tail == other.tail
  }
}

extension ZonePeriod {
  fileprivate func starting(noEarlierThan seconds: Int64) -> ZonePeriod {
    ZonePeriod(
      offset: offset, isDaylight: isDaylight, abbreviation: abbreviation, from: max(from, seconds), until: until)
  }
}
