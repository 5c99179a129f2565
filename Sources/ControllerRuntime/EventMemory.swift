// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// Which events have been seen, so that one which happens again is counted and not told anew.
struct EventMemory: Sendable {
  /// As client-go. With the longest messages it is five megabytes.
  static let capacity = 4_096

  /// Whoever looks at an object after that wants to be told anew.
  private static let window = Duration.seconds(600)

  private struct Identity: Hashable {
    var event: Event
    var about: ObjectReference
  }

  private struct Memory: Sendable {
    var sighting: EventSighting
    /// Of the last time, on a clock that never jumps.
    var elapsed: Duration
  }

  private var memories = RecentValues<Identity, Memory>(capacity: capacity)
  private var budgets = RecentValues<ObjectReference, EventBudget>(capacity: capacity)
  private var lastNumber: UInt64 = 0

  var count: Int { max(memories.count, budgets.count) }

  /// - Returns: what to tell the server; nil if it has been told too much about this object. It is counted then, and
  ///   told the next time.
  mutating func happened(
    _ event: Event, about: ObjectReference, at now: Instant, elapsed: Duration
  ) -> EventSighting? {
    let identity = Identity(event: event, about: about)
    let sighting = sighting(identity, at: now, elapsed)
    memories[identity] = Memory(sighting: sighting, elapsed: elapsed)
    var budget = budgets[about] ?? EventBudget(at: elapsed)
    let isAffordable = budget.take(at: elapsed)
    budgets[about] = budget
    return isAffordable ? sighting : nil
  }

  /// The server has been told.
  mutating func sent(_ sighting: EventSighting) {
    let identity = Identity(event: sighting.event, about: sighting.about)
    guard var memory = memories[identity], memory.sighting.name == sighting.name else { return }
    memory.sighting.isSent = true
    memories[identity] = memory
  }

  private mutating func sighting(_ identity: Identity, at now: Instant, _ elapsed: Duration) -> EventSighting {
    if let memory = memories[identity], elapsed - memory.elapsed <= EventMemory.window {
      var sighting = memory.sighting
      sighting.happenedAgain(at: now)
      return sighting
    }
    // The time in nanoseconds, as client-go has it, or the next number if that has been.
    let nanoseconds = UInt64(truncatingIfNeeded: now.seconds &* 1_000_000_000 &+ Int64(now.nanoseconds))
    lastNumber = max(nanoseconds, lastNumber &+ 1)
    return EventSighting(identity.event, about: identity.about, number: lastNumber, at: now)
  }
}
