// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Policy
import TestSupport
import Testing

@testable import Reconcilers

@Suite("One operation at a time for each cluster")
struct ClusterSlotsTests {
  private let slots = ClusterSlots()
  private let demo = ObjectKey(namespace: "shop", name: "demo")
  private let other = ObjectKey(namespace: "shop", name: "other")

  private func backup(_ name: String) -> Subject {
    Subject(kind: .backup, key: ObjectKey(namespace: "shop", name: name))
  }

  @Test("a restore waits for a backup of the same cluster, and not for one of another")
  func oneAtATime() {
    let restore = Subject(kind: .restore, key: ObjectKey(namespace: "shop", name: "a"))
    #expect(slots.claim(demo, backup("a"), since: noon) == .granted)
    #expect(slots.claim(demo, backup("a"), since: noon) == .granted)
    #expect(slots.claim(demo, restore, since: noon) == .waiting(position: 1, behind: backup("a")))
    #expect(slots.claim(other, backup("b"), since: noon) == .granted)
    #expect(slots.claim(ObjectKey(namespace: "bank", name: "demo"), backup("c"), since: noon) == .granted)
  }

  @Test("the queue is in the order in which runs became due, not of the claims")
  func order() {
    _ = slots.claim(demo, backup("a"), since: noon)
    _ = slots.claim(demo, backup("late"), since: noon + .seconds(2))
    _ = slots.claim(demo, backup("later"), since: noon + .seconds(2))
    #expect(slots.claim(demo, backup("early"), since: noon) == .waiting(position: 1, behind: backup("a")))
    #expect(
      slots.claim(demo, backup("late"), since: noon + .seconds(2)) == .waiting(position: 2, behind: backup("early")))
    #expect(
      slots.claim(demo, backup("later"), since: noon + .seconds(2)) == .waiting(position: 3, behind: backup("late")))
    #expect(slots.release(backup("a")) == backup("early"))
    #expect(slots.claim(demo, backup("late"), since: noon) == .waiting(position: 2, behind: backup("early")))
    #expect(slots.claim(demo, backup("early"), since: noon) == .granted)
  }

  @Test("who gives up waiting is behind nobody, and makes room")
  func givingUp() {
    _ = slots.claim(demo, backup("a"), since: noon)
    _ = slots.claim(demo, backup("b"), since: noon)
    _ = slots.claim(demo, backup("c"), since: noon)
    #expect(slots.release(backup("b")) == nil)
    #expect(slots.claim(demo, backup("c"), since: noon) == .waiting(position: 1, behind: backup("a")))
    #expect(slots.release(backup("a")) == backup("c"))
    #expect(slots.release(backup("a")) == nil)
    #expect(slots.release(backup("nobody")) == nil)
  }

  @Test("the first in the queue that gives up lets the next one have its turn")
  func firstGivesUp() {
    _ = slots.claim(demo, backup("a"), since: noon)
    _ = slots.claim(demo, backup("b"), since: noon)
    _ = slots.claim(demo, backup("c"), since: noon)
    _ = slots.release(backup("a"))
    #expect(slots.release(backup("b")) == backup("c"))
  }

  @Test("what the statuses say at the beginning of a term is held, be it more than one")
  func hold() {
    slots.hold(demo, backup("a"))
    slots.hold(demo, backup("b"))
    guard case .waiting(position: 1, _) = slots.claim(demo, backup("c"), since: noon) else {
      Issue.record("the cluster is not free")
      return
    }
    #expect(slots.claim(demo, backup("b"), since: noon) == .granted)
    #expect(slots.release(backup("a")) == nil)
    #expect(slots.release(backup("b")) == backup("c"))
    #expect(slots.release(backup("c")) == nil)
    #expect(slots.claim(demo, backup("d"), since: noon) == .granted)
  }

  @Test("who waits by its status has its place before it asks, and can leave it")
  func occupied() throws {
    let scenario = Scenario()
    scenario.apply(Scenario.backup())
    scenario.run { scenario.backup.state == .running }
    let second = backup("second")
    scenario.apply(Scenario.backup(second.key))
    scenario.run { scenario.status(.backup, second.key).state == .queued }
    let object = try #require(scenario.object(.backup, second.key))
    slots.occupy(Observed(second, object, at: scenario.now))
    #expect(slots.claim(demo, backup("late"), since: scenario.now) == .waiting(position: 2, behind: second))
    #expect(slots.release(second) == backup("late"))
  }

  @Test("a backup whose cluster was changed leaves the one before")
  func move() {
    _ = slots.claim(demo, backup("a"), since: noon)
    _ = slots.claim(demo, backup("b"), since: noon)
    #expect(slots.claim(other, backup("a"), since: noon) == .granted)
    #expect(slots.claim(demo, backup("b"), since: noon) == .granted)
  }

  /// What the slots should do, one list for each cluster.
  private struct Model {
    struct Entry {
      var subject: Subject
      var since: Instant
      var holds: Bool
    }
    var entries: [ObjectKey: [Entry]] = [:]

    mutating func remove(_ subject: Subject) -> ObjectKey? {
      let place = entries.first { $0.value.contains { $0.subject == subject } }?.key
      if let place { entries[place]?.removeAll { $0.subject == subject } }
      return place
    }

    func waiting(_ cluster: ObjectKey) -> [Entry] {
      let waiting = (entries[cluster] ?? []).filter { !$0.holds }.enumerated()
      return waiting.sorted { ($0.element.since, $0.offset) < ($1.element.since, $1.offset) }.map(\.element)
    }

    func holders(_ cluster: ObjectKey) -> [Subject] { (entries[cluster] ?? []).filter(\.holds).map(\.subject) }

    mutating func claim(_ cluster: ObjectKey, _ subject: Subject, _ since: Instant) -> Bool {
      if holders(cluster).contains(subject) { return true }
      if !waiting(cluster).contains(where: { $0.subject == subject }) {
        _ = remove(subject)
        entries[cluster, default: []].append(Entry(subject: subject, since: since, holds: false))
      }
      guard holders(cluster).isEmpty, waiting(cluster).first?.subject == subject else { return false }
      _ = remove(subject)
      entries[cluster, default: []].append(Entry(subject: subject, since: since, holds: true))
      return true
    }

    mutating func release(_ subject: Subject) -> Subject? {
      guard let cluster = remove(subject), holders(cluster).isEmpty else { return nil }
      return waiting(cluster).first?.subject
    }
  }

  @Test("whatever is claimed and released, claims never give a cluster to two", arguments: UInt64(1)...8)
  func random(seed: UInt64) {
    var (random, model, slots) = (RandomStatuses(seed: seed), Model(), ClusterSlots())
    for step in 0..<1_000 {
      let subject = backup("b\(random.number(0..<7))")
      let cluster = random.pick([demo, other])
      switch random.number(0..<20) {
      case 0 where step < 20:
        slots.hold(cluster, subject)
        _ = model.remove(subject)
        model.entries[cluster, default: []].append(Model.Entry(subject: subject, since: noon, holds: true))
      case 1 where random.number(0..<20) == 0:
        (model, slots) = (Model(), ClusterSlots())
      case 2...8:
        #expect(slots.release(subject) == model.release(subject), "seed \(seed), step \(step)")
      default:
        let since = noon + .seconds(random.number(0..<5))
        let before = model.holders(cluster)
        let isGranted = model.claim(cluster, subject, since)
        let claim = slots.claim(cluster, subject, since: since)
        #expect((claim == .granted) == isGranted, "seed \(seed), step \(step)")
        #expect(!isGranted || before.isEmpty || before.contains(subject))
        if case .waiting(let position, let ahead) = claim {
          let queue = model.waiting(cluster).map(\.subject)
          #expect(queue.firstIndex(of: subject) == position - 1)
          #expect(position > 1 ? ahead == queue[position - 2] : model.holders(cluster).contains(ahead))
        }
      }
    }
  }
}
