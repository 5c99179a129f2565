// SPDX-License-Identifier: Apache-2.0

/// A hash of a name, fed byte by byte while the name is being read.
///
/// `Hasher` costs more per name than all the rest of reading a list; this keeps its one property that matters against
/// a hostile list, a seed nobody outside the process knows.
struct NameHash {
  /// The standard library seeds every process at random; `Hasher` gives that seed away mixed.
  static let seed = UInt64(bitPattern: Int64(Hasher().finalize()))

  private var state: UInt64
  private var word: UInt64 = 0
  private var count: UInt64 = 0

  init(seed: UInt64) {
    state = seed
  }

  mutating func add(_ byte: UInt8) {
    word = word &<< 8 | UInt64(byte)
    count &+= 1
    if count & 7 == 0 { fold() }
  }

  private mutating func fold() {
    let product = (state ^ word ^ 0x9e37_79b9_7f4a_7c15).multipliedFullWidth(by: state | 0xd1b5_4a32_d192_ed03)
    state = product.high ^ product.low &+ word
    word = 0
  }

  /// The hash of all bytes added.
  mutating func finish() -> UInt64 {
    word ^= count &<< 56
    fold()
    fold()
    return state
  }
}
