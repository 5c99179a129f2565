// SPDX-License-Identifier: Apache-2.0
import KubeModel
private import Synchronization

/// Who has which cluster: one operation at a time, the others in a queue. Of one leader's term: it is filled from the
/// statuses when the term begins, and nobody else changes those.
final class ClusterSlots: Sendable {
  enum Claim: Sendable, Equatable {
    case granted
    /// - Parameter position: from 1, after the one that has the cluster.
    case waiting(position: Int, behind: Subject)
  }

  fileprivate struct Slot {
    /// More than one only where another program started them.
    var holders: Set<Subject> = []
    var waiting: [Waiting] = []

    mutating func add(_ new: Waiting) {
      guard !holders.contains(new.subject), !waiting.contains(where: { $0.subject == new.subject }) else { return }
      waiting.insert(new, at: waiting.firstIndex { $0.since > new.since } ?? waiting.endIndex)
    }
  }

  fileprivate struct Waiting {
    var subject: Subject
    var since: Instant
  }

  fileprivate struct State {
    var slots: [ObjectKey: Slot] = [:]
    var places: [Subject: ObjectKey] = [:]
  }

  private let state = Mutex(State())

  /// The subject has the cluster, by what its status says.
  func hold(_ cluster: ObjectKey, _ subject: Subject) {
    state.withLock { state in
      state.move(subject, to: cluster)
      state.slots[cluster, default: Slot()].holders.insert(subject)
      state.slots[cluster]?.waiting.removeAll { $0.subject == subject }
    }
  }

  /// The subject waits for the cluster, by what its status says.
  func enqueue(_ cluster: ObjectKey, _ subject: Subject, since: Instant) {
    state.withLock { state in
      state.move(subject, to: cluster)
      state.slots[cluster, default: Slot()].add(Waiting(subject: subject, since: since))
    }
  }

  /// Asks for the cluster, or for a place in its queue.
  /// - Parameter since: the queue is in this order, whatever the order of the claims.
  func claim(_ cluster: ObjectKey, _ subject: Subject, since: Instant) -> Claim {
    state.withLock { state in
      state.move(subject, to: cluster)
      var slot = state.slots[cluster] ?? Slot()
      defer { state.slots[cluster] = slot }
      if slot.holders.contains(subject) { return .granted }
      slot.add(Waiting(subject: subject, since: since))
      let position = slot.waiting.firstIndex { $0.subject == subject } ?? 0
      guard slot.holders.isEmpty, position == 0 else {
        let ahead = position == 0 ? slot.holders.first : slot.waiting[position - 1].subject
        return .waiting(position: position + 1, behind: ahead ?? subject)
      }
      slot.waiting.removeFirst()
      slot.holders.insert(subject)
      return .granted
    }
  }

  /// The subject has nothing more to do with its cluster.
  /// - Returns: whose turn it is now; nil if the cluster is not free or nobody waits.
  func release(_ subject: Subject) -> Subject? {
    state.withLock { state in
      guard let cluster = state.leave(subject) else { return nil }
      guard let slot = state.slots[cluster], slot.holders.isEmpty else { return nil }
      return slot.waiting.first?.subject
    }
  }
}

extension ClusterSlots.State {
  /// A subject is at one cluster; its spec may have changed since.
  fileprivate mutating func move(_ subject: Subject, to cluster: ObjectKey) {
    if let place = places[subject], place != cluster { leave(subject) }
    places[subject] = cluster
  }

  @discardableResult
  fileprivate mutating func leave(_ subject: Subject) -> ObjectKey? {
    guard let cluster = places.removeValue(forKey: subject) else { return nil }
    slots[cluster]?.holders.remove(subject)
    slots[cluster]?.waiting.removeAll { $0.subject == subject }
    if let slot = slots[cluster], slot.holders.isEmpty, slot.waiting.isEmpty { slots[cluster] = nil }
    return cluster
  }
}
