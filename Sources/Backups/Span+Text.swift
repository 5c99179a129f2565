// SPDX-License-Identifier: Apache-2.0

extension Span<UInt8> {
  /// Where a mark is first; the end if it is nowhere. By bytes: a combining character behind a mark would hide it from a
  /// search by characters.
  func firstPlace(of mark: Unicode.Scalar, from start: Int = 0) -> Int {
    var place = start
    while place < count, self[place] != UInt8(ascii: mark) { place += 1 }
    return place
  }

  func contains(_ mark: Unicode.Scalar) -> Bool { firstPlace(of: mark) < count }

  var text: String { String(decoding: indices.map { self[$0] }, as: UTF8.self) }
}
