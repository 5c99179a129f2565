// SPDX-License-Identifier: Apache-2.0

/// One value of a document: where it is, and where the value after it is found. 16 bytes.
struct JSONNode: Sendable {
  /// More than any body or file we read; what is left of 32 bits beside kind and marks.
  static let largestOffset = 1 << 27 - 1

  /// Of the first byte; for a string, of its opening quote.
  let start: UInt32
  /// Behind the last byte.
  private(set) var end: UInt32
  /// Of the opening quote of the member's name; 0, where no name can be, for values that have none.
  let name: UInt32
  /// Bits 0 to 2 the kind, bit 3 escapes in the string, bit 4 escapes in the name, and above them `next`.
  private var packed: UInt32

  @inline(__always)
  init(kind: JSONKind, start: Int, end: Int, isEscaped: Bool, name: UInt32, nameIsEscaped: Bool, next: Int) {
    self.start = UInt32(truncatingIfNeeded: start)
    self.end = UInt32(truncatingIfNeeded: end)
    self.name = name
    packed =
      UInt32(kind.rawValue) | (isEscaped ? 0b01000 : 0) | (nameIsEscaped ? 0b10000 : 0)
      | UInt32(truncatingIfNeeded: next) << 5
  }

  var kind: JSONKind { JSONKind(rawValue: UInt8(packed & 0b111)) ?? .null }
  var isObject: Bool { packed & 0b111 == UInt32(JSONKind.object.rawValue) }
  var isEscaped: Bool { packed & 0b01000 != 0 }
  var nameIsEscaped: Bool { packed & 0b10000 != 0 }

  /// The number of the first value behind this one and all inside it. While a container is open: the number of the
  /// container around it plus one, or 0.
  var next: Int { Int(packed >> 5) }

  mutating func close(end: Int, next: Int) {
    self.end = UInt32(truncatingIfNeeded: end)
    packed = packed & 0b11111 | UInt32(truncatingIfNeeded: next) << 5
  }
}
