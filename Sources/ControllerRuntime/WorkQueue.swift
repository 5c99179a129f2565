// SPDX-License-Identifier: Apache-2.0
private import HeapModule
package import KubeModel

/// Keys, and when the work on each is due. A key is queued once, and worked on once at a time.
///
/// A machine without a clock. Twenty thousand keys that are due in a week cost memory and nothing else; adding and
/// taking take a time that grows with the logarithm of their number.
package struct WorkQueue<Key: Hashable & Sendable>: Sendable {
  /// Also for a key that is running: then it is for after.
  private var tickets: [Key: Ticket] = [:]
  private var runningKeys: Set<Key> = []
  /// The tickets of the keys that are not running, and some that do not count any more. The first one counts.
  private var order = Heap<Entry>()
  private var lastNumber: UInt64 = 0

  private struct Ticket: Equatable {
    var due: Instant
    /// Of two tickets for one time the older comes first.
    var number: UInt64
  }

  private struct Entry: Comparable {
    var ticket: Ticket
    var key: Key

    static func < (one: Entry, other: Entry) -> Bool {
      (one.ticket.due, one.ticket.number) < (other.ticket.due, other.ticket.number)
    }
  }

  package init() {}

  /// When the first of the keys that are not running is due; nil if there is none.
  package var nextDue: Instant? { order.min?.ticket.due }

  /// How many keys are queued, those included that are running as well.
  package var depth: Int { tickets.count }

  /// How many keys are running.
  package var running: Int { runningKeys.count }
}

extension WorkQueue {
  /// The key is due at this time, or earlier if it was already. If it is running, it will be again.
  package mutating func add(_ key: Key, at due: Instant) {
    if let ticket = tickets[key], ticket.due <= due { return }
    enqueue(key, due)
  }

  /// Every key that is queued is due at this time, or earlier if it was already.
  package mutating func hasten(to due: Instant) {
    for key in Array(tickets.keys) { add(key, at: due) }
  }

  /// - Returns: of the keys that are due and not running the one that has been so for longest. It is running from now
  ///   on.
  package mutating func take(at now: Instant) -> (key: Key, due: Instant)? {
    guard let first = order.min, first.ticket.due <= now else { return nil }
    order.removeMin()
    tickets[first.key] = nil
    runningKeys.insert(first.key)
    tidy()
    return (first.key, first.ticket.due)
  }

  /// The key is not running any more.
  package mutating func finished(_ key: Key) {
    guard runningKeys.remove(key) != nil, let ticket = tickets[key] else { return }
    order.insert(Entry(ticket: ticket, key: key))
  }

  /// Nothing is queued any more. What is running goes on.
  package mutating func removeAll() {
    tickets = [:]
    order = Heap()
  }
}

extension WorkQueue {
  private mutating func enqueue(_ key: Key, _ due: Instant) {
    lastNumber += 1
    let ticket = Ticket(due: due, number: lastNumber)
    tickets[key] = ticket
    if !runningKeys.contains(key) { order.insert(Entry(ticket: ticket, key: key)) }
    tidy()
  }

  /// Sees to it that the first entry counts, and that no more than half of the others do not; of a few it does not
  /// matter.
  private mutating func tidy() {
    while let first = order.min, !counts(first) { order.removeMin() }
    guard order.count > 2 * tickets.count + 64 else { return }
    order = Heap(order.unordered.filter(counts))
  }

  private func counts(_ entry: Entry) -> Bool { tickets[entry.key] == entry.ticket }
}

extension WorkQueue {
  /// What the order takes of memory, in entries, those that do not count included.
  var entries: Int { order.count }
}
