// SPDX-License-Identifier: Apache-2.0

/// What the clocks of a zone show at some time: one line of a zone file's list.
struct LocalTimeType: Sendable, Equatable {
  /// Seconds east of UTC.
  let offset: Int64
  let isDaylight: Bool
  let abbreviation: String

  func period(from: Int64, until: Int64) -> ZonePeriod {
    ZonePeriod(offset: offset, isDaylight: isDaylight, abbreviation: abbreviation, from: from, until: until)
  }
}
