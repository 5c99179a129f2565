// SPDX-License-Identifier: Apache-2.0

/// Names of keyspaces or tables, each once, in the order written, found by hash.
///
/// The names stay where they were written, in one array of bytes: a list may be a megabyte long, and a string for each
/// name would cost more than reading it.
package struct NameList: Sendable {
  /// Where a name lies. A name has at most 97 bytes (48, a dot, 48).
  struct Entry {
    let start: UInt32
    let length: UInt8
    /// The place of the dot in the name, 0 if it has none.
    let dot: UInt8
    var isRepeated = false

    var range: Range<Int> { Int(start)..<Int(start) + Int(length) }
    var keyspaceRange: Range<Int> { Int(start)..<Int(start) + Int(dot == 0 ? length : dot) }
  }

  let bytes: [UInt8]
  private(set) var entries: [Entry] = []
  /// Number of an entry plus one; 0 is free. The count is a power of two and at least twice that of the entries.
  private var slots: [UInt32]
  let seed = NameHash.seed

  init(bytes: [UInt8]) {
    self.bytes = bytes
    slots = Array(repeating: 0, count: 8)
  }

  package var count: Int { entries.count }

  /// The names written more than once.
  package var duplicates: [String] { entries.filter(\.isRepeated).map(text) }

  /// By hash; takes the place of the slow search that every sequence has.
  package func contains(_ name: String) -> Bool {
    var hash = NameHash(seed: seed)
    for byte in name.utf8 { hash.add(byte) }
    return find(hash.finish()) { bytes[$0.range].elementsEqual(name.utf8) } != nil
  }

  /// The first few names, read at once; takes the place of the slow search that every sequence has.
  package func prefix(_ count: Int) -> [String] { entries.prefix(count).map(text) }

  /// Whether a name of another list, or the keyspace it begins with, is in this one.
  func contains(_ range: Range<Int>, of other: NameList) -> Bool {
    find(other.hash(range)) { entry in
      entry.range.count == range.count && zip(entry.range, range).allSatisfy { bytes[$0] == other.bytes[$1] }
    } != nil
  }

  func text(_ entry: Entry) -> String { text(entry.range) }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// Takes a name up; one that is there already is marked as repeated.
  mutating func insert(_ entry: Entry, hash: UInt64) {
    if let known = find(hash, where: { $0.length == entry.length && isSame($0, entry) }) {
      entries[known].isRepeated = true
    } else {
      entries.append(entry)
      slots[freeSlot(hash)] = UInt32(entries.count)
      if entries.count * 2 >= slots.count { grow() }
    }
  }

  /// Of two names of one length.
  private func isSame(_ one: Entry, _ other: Entry) -> Bool {
    var (left, right) = (Int(one.start), Int(other.start))
    let end = left + Int(one.length)
    while left < end {
      if bytes[left] != bytes[right] { return false }
      left += 1
      right += 1
    }
    return true
  }

  private func find(_ hash: UInt64, where isSame: (Entry) -> Bool) -> Int? {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if isSame(entries[number]) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private func freeSlot(_ hash: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    return slot
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 4)
    for number in entries.indices { slots[freeSlot(hash(entries[number].range))] = UInt32(number + 1) }
  }

  private func hash(_ range: Range<Int>) -> UInt64 {
    var hash = NameHash(seed: seed)
    for position in range { hash.add(bytes[position]) }
    return hash.finish()
  }
}

extension NameList: Sequence {
  package func makeIterator() -> some IteratorProtocol<String> { entries.lazy.map(text).makeIterator() }
}

extension NameList: Equatable {
  package static func == (one: NameList, other: NameList) -> Bool {
    one.count == other.count && one.elementsEqual(other)
  }
}
