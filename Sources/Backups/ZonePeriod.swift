// SPDX-License-Identifier: Apache-2.0

/// A stretch of time in which the clocks of a zone show the same distance from UTC.
package struct ZonePeriod: Sendable, Equatable {
  /// Seconds east of UTC.
  package let offset: Int64
  package let isDaylight: Bool
  /// `CET`, `-03`; at most a few letters.
  package let abbreviation: String
  /// The first second of it, `Int64.min` if it has no beginning.
  package let from: Int64
  /// The first second after it, `Int64.max` if it has no end.
  package let until: Int64

  package func contains(_ seconds: Int64) -> Bool { from <= seconds && seconds < until }
}
