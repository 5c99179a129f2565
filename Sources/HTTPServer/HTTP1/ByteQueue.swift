// SPDX-License-Identifier: Apache-2.0

/// Bytes that wait: appended at the end, taken from the front without moving the rest each time.
struct ByteQueue: Sendable {
  /// Storage that an empty queue keeps for the next time: room for usual heads and answers, little enough for 10,000
  /// idle connections.
  private static let keptCapacity = 4 << 10

  /// Taken bytes in front of the others are dropped only when there are more of them, so each byte moves once at most.
  private static let compactionThreshold = 32 << 10

  private(set) var storage: [UInt8] = []
  private(set) var start = 0

  var count: Int { storage.count - start }
  var isEmpty: Bool { start == storage.count }

  /// The bytes, oldest first, are `storage[indices]`.
  var indices: Range<Int> { start..<storage.count }

  mutating func append(_ bytes: Span<UInt8>) {
    storage.append(bytes)
  }

  mutating func append(_ text: String) {
    storage.append(contentsOf: text.utf8)
  }

  /// Lets an encoder write at the end; it must not touch what is there.
  mutating func write(_ encode: (inout [UInt8]) -> Void) {
    encode(&storage)
  }

  /// - Parameter count: at most `self.count`.
  mutating func removeFirst(_ count: Int) {
    start += count
    if isEmpty {
      removeAll()
    } else if start > Self.compactionThreshold && start > storage.count / 2 {
      storage.removeFirst(start)
      start = 0
    }
  }

  mutating func removeAll() {
    start = 0
    if storage.capacity > Self.keptCapacity {
      storage = []
    } else {
      storage.removeAll(keepingCapacity: true)
    }
  }

  mutating func move(to buffer: inout [UInt8], upTo limit: Int) {
    let moved = min(count, limit)
    guard moved > 0 else { return }
    buffer.append(contentsOf: storage[start..<start + moved])
    removeFirst(moved)
  }
}
