// SPDX-License-Identifier: Apache-2.0

/// A hash of a name, eight bytes at a time.
///
/// `Hasher` costs more per name than all the rest of reading a list; this keeps its one property that matters against
/// a hostile list, a seed nobody outside the process knows.
enum NameHash {
  /// The standard library seeds every process at random; `Hasher` gives that seed away mixed.
  static let seed = UInt64(bitPattern: Int64(Hasher().finalize()))

  static func hash(_ name: Span<UInt8>, seed: UInt64) -> UInt64 {
    var state = seed
    var place = 0
    while place &+ 8 <= name.count {
      // Safe: the load is checked against the bounds of the span, and any eight bytes are a UInt64.
      fold(unsafe name.bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self), into: &state)
      place &+= 8
    }
    var rest: UInt64 = 0
    while place < name.count {
      rest = rest &<< 8 | UInt64(name[place])
      place &+= 1
    }
    fold(rest | UInt64(truncatingIfNeeded: name.count) &<< 56, into: &state)
    fold(0, into: &state)
    return state
  }

  private static func fold(_ word: UInt64, into state: inout UInt64) {
    let product = (state ^ word ^ 0x9e37_79b9_7f4a_7c15).multipliedFullWidth(by: state | 0xd1b5_4a32_d192_ed03)
    state = product.high ^ product.low &+ word
  }
}
