// SPDX-License-Identifier: Apache-2.0
import KubeModel
import TestSupport
import Testing

@testable import ControllerRuntime

@Suite("Work queue", .timeLimit(.minutes(1)))
struct WorkQueueTests {
  private var queue = WorkQueue<String>()

  private func at(_ seconds: Int64) -> Instant { Instant(seconds: seconds) }

  @Test("a key is queued once, and the earlier time wins")
  mutating func earlier() {
    queue.add("a", at: at(10))
    queue.add("a", at: at(20))
    #expect(queue.nextDue == at(10))
    queue.add("a", at: at(5))
    #expect(queue.nextDue == at(5))
    #expect(queue.depth == 1)
    #expect(queue.take(at: at(4)) == nil)
    #expect(queue.take(at: at(100))?.key == "a")
    #expect(queue.take(at: at(100)) == nil)
    #expect(queue.nextDue == nil)
  }

  @Test("a key that is running is queued for after, with its own time")
  mutating func after() {
    queue.add("a", at: at(1))
    #expect(queue.take(at: at(1))?.due == at(1))
    queue.add("a", at: at(3))
    queue.add("a", at: at(2))
    #expect(queue.take(at: at(9)) == nil)
    #expect((queue.depth, queue.running, queue.nextDue) == (1, 1, nil))
    queue.finished("a")
    #expect((queue.depth, queue.running, queue.nextDue) == (1, 0, at(2)))
    #expect(queue.take(at: at(9))?.due == at(2))
    queue.finished("a")
    #expect((queue.depth, queue.running, queue.nextDue) == (0, 0, nil))
  }

  @Test("all that is queued can be hastened, also what is running")
  mutating func hastened() {
    queue.add("a", at: at(1))
    queue.add("b", at: at(70))
    queue.add("c", at: at(80))
    _ = queue.take(at: at(1))
    queue.add("a", at: at(90))
    queue.hasten(to: at(5))
    queue.finished("a")
    #expect((0..<3).compactMap { _ in queue.take(at: at(5))?.key }.sorted() == ["a", "b", "c"])
  }

  @Test("of keys that are due at one time the one that was queued first comes first")
  mutating func fair() {
    for key in ["c", "a", "b"] { queue.add(key, at: at(1)) }
    #expect((0..<3).compactMap { _ in queue.take(at: at(1))?.key } == ["c", "a", "b"])
  }

  @Test("what is removed is not queued, and what is running goes on")
  mutating func removed() {
    queue.add("a", at: at(1))
    queue.add("b", at: at(2))
    _ = queue.take(at: at(1))
    queue.add("a", at: at(3))
    queue.removeAll()
    #expect((queue.depth, queue.running, queue.nextDue) == (0, 1, nil))
    queue.finished("a")
    #expect(queue.take(at: at(9)) == nil)
  }

  @Test("times that become earlier again and again leave no trail")
  mutating func bounded() {
    for number in 0..<4_000 { queue.add("key \(number)", at: at(1_000_000)) }
    for round in 1...10 {
      for number in 0..<4_000 { queue.add("key \(number)", at: at(1_000_000 - Int64(round))) }
    }
    #expect(queue.entries <= 2 * queue.depth + 64)
    #expect(queue.nextDue == at(999_990))
  }

  @Test("any history leads where a simple list of keys leads", arguments: UInt64(1)...20)
  mutating func model(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    var model = NaiveQueue()
    for step in 0..<2_000 {
      let key = "key \(Int.random(in: 0..<12, using: &generator))"
      let time = at(Int64.random(in: 0..<40, using: &generator))
      switch Int.random(in: 0..<20, using: &generator) {
      case 0..<11:
        queue.add(key, at: time)
        model.add(key, at: time)
      case 11 where step % 10 == 0:
        queue.removeAll()
        model.removeAll()
      case 11..<15:
        queue.finished(key)
        model.finished(key)
      default: #expect(queue.take(at: time)?.key == model.take(at: time), "seed \(seed), step \(step)")
      }
      #expect(queue.nextDue == model.nextDue, "seed \(seed), step \(step)")
      #expect((queue.depth, queue.running) == (model.waiting.count, model.running.count))
      #expect(queue.entries <= 2 * queue.depth + 64)
    }
  }
}

/// The same laws over an array, without a thought for speed.
private struct NaiveQueue {
  var waiting: [(key: String, due: Instant)] = []
  var running: Set<String> = []

  mutating func add(_ key: String, at due: Instant) {
    if let queued = waiting.first(where: { $0.key == key }), queued.due <= due { return }
    waiting.removeAll { $0.key == key }
    waiting.append((key, due))
  }

  private var idle: [(key: String, due: Instant)] { waiting.filter { !running.contains($0.key) } }

  var nextDue: Instant? { idle.map(\.due).min() }

  mutating func take(at now: Instant) -> String? {
    guard let first = idle.min(by: { $0.due < $1.due }), first.due <= now else { return nil }
    waiting.removeAll { $0.key == first.key }
    running.insert(first.key)
    return first.key
  }

  mutating func finished(_ key: String) { running.remove(key) }

  mutating func removeAll() { waiting = [] }
}
