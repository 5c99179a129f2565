// SPDX-License-Identifier: Apache-2.0

/// Values by key, and of too many those that were set last.
struct RecentValues<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private struct Entry: Sendable {
    var value: Value
    var number: UInt64
  }

  private let capacity: Int
  private var entries: [Key: Entry] = [:]
  private var lastNumber: UInt64 = 0

  init(capacity: Int) {
    precondition(capacity > 0, "room for nothing")
    self.capacity = capacity
  }

  var count: Int { entries.count }

  /// What is set to nil is not there any more.
  subscript(key: Key) -> Value? {
    get { entries[key]?.value }
    set {
      lastNumber += 1
      entries[key] = newValue.map { Entry(value: $0, number: lastNumber) }
      if entries.count > capacity { dropOldest() }
    }
  }

  /// Looks at all of them, which for some thousands takes microseconds, next to a request for each new one.
  private mutating func dropOldest() {
    guard let oldest = entries.min(by: { $0.value.number < $1.value.number })?.key else { return }
    entries[oldest] = nil
  }
}
