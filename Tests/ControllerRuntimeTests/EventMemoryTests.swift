// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Testing

@testable import ControllerRuntime

@Suite("Events that were seen")
struct EventMemoryTests {
  private var memory = EventMemory()
  private let about = EventMemoryTests.object("ball")

  static func object(_ name: String, uid: String = "u1") -> ObjectReference {
    ObjectReference(Toys.resource, Toys.key(name), uid: uid)
  }

  private mutating func happened(
    _ message: String, _ kind: Event.Kind = .normal, reason: String = "Bounced", about: ObjectReference? = nil,
    at seconds: Int64
  ) -> EventSighting? {
    let event = Event(kind, reason, message)
    return memory.happened(
      event, about: about ?? self.about, at: ManualWall.start + .seconds(seconds), elapsed: .seconds(seconds))
  }

  @Test("a repetition within ten minutes is counted, a later one is an event of its own")
  mutating func folds() throws {
    let first = try #require(happened("high", at: 0))
    #expect(first.count == 1 && !first.isSent && first.name == "ball.18fae27693b40000")
    memory.sent(first)
    let second = try #require(happened("high", at: 600))
    #expect(second.count == 2 && second.isSent && second.name == first.name && second.first == first.first)
    #expect(second.last == ManualWall.start + .seconds(600))
    let third = try #require(happened("high", at: 1_201))
    #expect(third.count == 1 && !third.isSent && third.name != first.name)
  }

  @Test("what differs in message, kind, reason or object is another event")
  mutating func differs() throws {
    let names = try [
      #require(happened("high", at: 0)), #require(happened("low", at: 0)),
      #require(happened("high", about: Self.object("ball", uid: "u2"), at: 0)),
      #require(happened("high", .warning, at: 0)), #require(happened("high", reason: "Fell", at: 0)),
    ].map(\.name)
    #expect(Set(names).count == 5)
  }

  @Test("of one object twenty-five are told at once, then one in five minutes, and what was kept back is counted")
  mutating func budget() throws {
    for number in 1...25 { #expect(happened("high", at: 0)?.count == Int32(number)) }
    #expect(happened("high", at: 0) == nil)
    #expect(happened("high", about: Self.object("kite"), at: 0) != nil)
    #expect(happened("high", at: 299) == nil)
    #expect(happened("high", at: 300)?.count == 28)
    #expect(happened("high", at: 300) == nil)
    #expect(happened("high", at: 100_000)?.count == 1)
    for _ in 1..<25 { #expect(happened("high", at: 100_000) != nil) }
    #expect(happened("high", at: 100_000) == nil)
  }

  @Test("memory is bounded, and the oldest go first")
  mutating func bounded() {
    for number in 0..<EventMemory.capacity + 10 {
      _ = happened("high", about: Self.object("ball \(number)"), at: 0)
    }
    #expect(memory.count == EventMemory.capacity)
    #expect(happened("high", about: Self.object("ball 10"), at: 1)?.count == 2)
    #expect(happened("high", about: Self.object("ball 9"), at: 1)?.count == 1)
  }

  @Test("an object's name is cut so that the event's is not too long")
  mutating func longName() throws {
    let name = String(repeating: "a", count: 253)
    #expect(try #require(happened("high", about: Self.object(name), at: 0)).name.utf8.count == 253)
  }

  @Test(
    "a message is one line of 1,024 bytes at most, cut between characters",
    arguments: [
      ("a\nb\u{1B}[31m", "a b\u{FFFD}[31m"), ("", ""),
      (String(repeating: "a", count: 1_024), String(repeating: "a", count: 1_024)),
      (String(repeating: "a", count: 1_025), String(repeating: "a", count: 1_021) + "…"),
      (String(repeating: "ä", count: 513), String(repeating: "ä", count: 510) + "…"),
      (String(repeating: "a", count: 1_020) + "äääää", String(repeating: "a", count: 1_020) + "…"),
    ])
  func message(text: String, fitting: String) {
    let message = Event(.normal, "Bounced", text).message
    #expect(message == fitting)
    #expect(message.utf8.count <= 1_024)
  }
}
