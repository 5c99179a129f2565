// SPDX-License-Identifier: Apache-2.0
internal import Posix

/// One deadline for each of many small numbers (descriptors), and which of them have passed.
///
/// A connection moves its deadline with every request, nearly always to a later time. So a later time is only noted
/// beside the heap: the entry stays where it is, is found too early once, and sinks to its new place then. Only an
/// earlier time moves an entry at once. Every number has at most one entry, so nothing stale piles up.
struct Deadlines {
  private struct Entry {
    /// At or before the real deadline.
    var time: MonotonicTime
    var number: Int32
  }

  private struct Place {
    /// Where the entry is in the heap; -1 is nowhere.
    var position: Int32 = -1
    var deadline = MonotonicTime(nanoseconds: 0)
  }

  private var heap: [Entry] = []
  private var places: [Place] = []

  /// When to look for expired ones; it may be earlier than any real deadline, never later.
  var earliest: MonotonicTime? { heap.first?.time }

  var count: Int { heap.count }

  /// - Parameter number: zero or above, and small: memory grows with the highest one.
  mutating func set(_ number: Int, to deadline: MonotonicTime) {
    if number >= places.count { grow(to: number) }
    places[number].deadline = deadline
    let position = Int(places[number].position)
    guard position >= 0 else { return insert(Entry(time: deadline, number: Int32(number))) }
    guard deadline < heap[position].time else { return }
    heap[position].time = deadline
    rise(from: position)
  }

  mutating func remove(_ number: Int) {
    guard number < places.count, places[number].position >= 0 else { return }
    removeEntry(at: Int(places[number].position))
  }

  /// Takes out one number whose deadline is not after `now`; nil when there is none left.
  mutating func nextExpired(at now: MonotonicTime) -> Int? {
    while let first = heap.first, first.time <= now {
      let deadline = places[Int(first.number)].deadline
      guard deadline > now else {
        removeEntry(at: 0)
        return Int(first.number)
      }
      heap[0].time = deadline
      sink(from: 0)
    }
    return nil
  }

  private mutating func grow(to number: Int) {
    let wanted = max(number + 1, places.count * 2)
    places.append(contentsOf: repeatElement(Place(), count: wanted - places.count))
  }

  private mutating func insert(_ entry: Entry) {
    heap.append(entry)
    places[Int(entry.number)].position = Int32(heap.count - 1)
    rise(from: heap.count - 1)
  }

  private mutating func removeEntry(at position: Int) {
    places[Int(heap[position].number)].position = -1
    let last = heap.removeLast()
    guard position < heap.count else { return }
    put(last, at: position)
    rise(from: position)
    sink(from: position)
  }

  private mutating func put(_ entry: Entry, at position: Int) {
    heap[position] = entry
    places[Int(entry.number)].position = Int32(position)
  }

  private mutating func rise(from start: Int) {
    let entry = heap[start]
    var position = start
    while position > 0, case let parent = (position - 1) / 2, entry.time < heap[parent].time {
      put(heap[parent], at: position)
      position = parent
    }
    put(entry, at: position)
  }

  private mutating func sink(from start: Int) {
    let entry = heap[start]
    var position = start
    while let child = earlierChild(of: position), heap[child].time < entry.time {
      put(heap[child], at: position)
      position = child
    }
    put(entry, at: position)
  }

  private func earlierChild(of position: Int) -> Int? {
    let left = 2 * position + 1
    guard left < heap.count else { return nil }
    let right = left + 1
    return right < heap.count && heap[right].time < heap[left].time ? right : left
  }
}
