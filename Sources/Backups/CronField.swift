// SPDX-License-Identifier: Apache-2.0

/// One of the five fields of a schedule: the values it allows.
package struct CronField: Sendable, Equatable {
  /// Beyond all values, of which 59 is the greatest.
  private static let star: UInt64 = 1 << 63

  /// Bit n is set if n is allowed, and that of the star. One word, since a cluster has thousands of schedules.
  private var word: UInt64 = 0
  private var bits: UInt64 { word & ~CronField.star }

  /// A star, a question mark, or either with a step of 1 is among the items. Decides how the two day fields combine.
  package var isStarred: Bool { word & CronField.star != 0 }

  package var isEmpty: Bool { bits == 0 }
  package var count: Int { bits.nonzeroBitCount }

  package func contains(_ value: Int) -> Bool { bits >> UInt64(value) & 1 == 1 }

  /// Whether a value is allowed by both.
  package func overlaps(_ other: CronField) -> Bool { bits & other.bits != 0 }

  /// Ascending.
  package var values: [Int] {
    var values: [Int] = []
    values.reserveCapacity(count)
    var left = bits
    while left != 0 {
      values.append(left.trailingZeroBitCount)
      left &= left - 1
    }
    return values
  }

  /// From the least allowed value to the greatest; nil without one.
  var bounds: ClosedRange<Int>? {
    isEmpty ? nil : bits.trailingZeroBitCount...(63 - bits.leadingZeroBitCount)
  }

  /// The least difference between two allowed values; nil if there are not two.
  var shortestStep: Int? {
    count < 2 ? nil : (1..<64).first { bits & bits >> UInt64($0) != 0 }
  }

  /// The least allowed value above one from 0 to 62.
  func next(after value: Int) -> Int? {
    let above = bits >> UInt64(value + 1)
    return above == 0 ? nil : value + 1 + above.trailingZeroBitCount
  }

  /// Adds every `step`th value of a range within 0 to 62.
  mutating func insert(_ range: ClosedRange<Int>, step: Int, isStarred: Bool) {
    if isStarred { word |= CronField.star }
    for value in stride(from: range.lowerBound, through: range.upperBound, by: step) { word |= 1 << UInt64(value) }
  }
}
