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
    // Enough for most lists, which have a few names.
    slots = Array(repeating: 0, count: 16)
    entries.reserveCapacity(8)
  }

  package var count: Int { entries.count }

  /// The names written more than once.
  package var duplicates: [String] { entries.filter(\.isRepeated).map(text) }

  /// By hash; takes the place of the slow search that every sequence has.
  package func contains(_ name: String) -> Bool {
    let name = Array(name.utf8)
    return contains(name.indices, of: name)
  }

  /// The first few names, read at once; takes the place of the slow search that every sequence has.
  package func prefix(_ count: Int) -> [String] { entries.prefix(count).map(text) }

  /// Whether a name of another list, or the keyspace it begins with, is in this one.
  func contains(_ range: Range<Int>, of other: NameList) -> Bool { contains(range, of: other.bytes) }

  private func contains(_ range: Range<Int>, of text: [UInt8]) -> Bool {
    find(hash(range, of: text)) { $0.length == range.count && bytes[$0.range] == text[range] } != nil
  }

  func text(_ entry: Entry) -> String { text(entry.range) }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// Takes a name up; one that is there already is marked as repeated.
  mutating func insert(_ entry: Entry) {
    let hash = hash(entry.range, of: bytes)
    if let known = find(hash, where: { $0.length == entry.length && bytes[$0.range] == bytes[entry.range] }) {
      entries[known].isRepeated = true
    } else {
      entries.append(entry)
      slots[freeSlot(hash)] = UInt32(entries.count)
      if entries.count * 2 >= slots.count { grow() }
    }
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
    for number in entries.indices { slots[freeSlot(hash(entries[number].range, of: bytes))] = UInt32(number + 1) }
  }

  private func hash(_ range: Range<Int>, of text: [UInt8]) -> UInt64 {
    NameHash.hash(text.span.extracting(range), seed: seed)
  }
}

extension NameList: Sequence {
  package struct Iterator: IteratorProtocol {
    fileprivate let names: NameList
    fileprivate var number = 0

    package mutating func next() -> String? {
      guard number < names.entries.count else { return nil }
      defer { number += 1 }
      return names.text(names.entries[number])
    }
  }

  package func makeIterator() -> Iterator { Iterator(names: self) }
}

extension NameList: Equatable {
  package static func == (one: NameList, other: NameList) -> Bool {
    one.count == other.count && one.elementsEqual(other)
  }
}
