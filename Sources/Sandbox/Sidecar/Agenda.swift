// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// What is due when. It is searched from end to end, since it is as long as operations live, which are few.
struct Agenda: Sendable {
  enum Item: Sendable, Equatable {
    case operation(Int)
    case sweep(node: Int)
  }

  private var entries: [(due: Instant, item: Item)] = []

  private var earliest: Int? {
    var best: Int?
    for place in entries.indices {
      if let found = best, entries[found].due <= entries[place].due { continue }
      best = place
    }
    return best
  }

  /// When the next item is due.
  var next: Instant? { earliest.map { entries[$0].due } }

  mutating func add(_ item: Item, at due: Instant) {
    entries.append((due, item))
  }

  /// Takes the first item that is due; of several at one time the one that was added first.
  mutating func take(dueBy now: Instant) -> (due: Instant, item: Item)? {
    guard let place = earliest, entries[place].due <= now else { return nil }
    return entries.remove(at: place)
  }

  mutating func remove(_ item: Item) {
    entries.removeAll { $0.item == item }
  }
}
