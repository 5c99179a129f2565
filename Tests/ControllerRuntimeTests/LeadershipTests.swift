// SPDX-License-Identifier: Apache-2.0
import KubeModel
import TestSupport
import Testing

@testable import ControllerRuntime

@Suite("Leadership", .timeLimit(.minutes(1)))
struct LeadershipTests {
  private let clock = ManualClock()
  private let server = ModelAPIServer()
  private let leadership: Leadership

  init() {
    leadership = Leadership(since: .zero, timing: LeaseTiming(), stopwatch: Stopwatch(clock))
  }

  @Test("it holds until the deadline of the next renewal, which is counted from when the last one was sent")
  func holds() {
    clock.advance(by: .seconds(9))
    #expect(leadership.holds)
    leadership.renewed(at: .seconds(8))
    clock.advance(by: .seconds(8))
    #expect(leadership.holds)
    clock.advance(by: .seconds(1))
    #expect(!leadership.holds)
  }

  @Test("what would last longer than the lease is not begun")
  func lasts() {
    #expect(leadership.holds(for: .milliseconds(14_999)))
    #expect(!leadership.holds(for: .seconds(15)))
    clock.advance(by: .milliseconds(9_999))
    #expect(leadership.holds(for: .seconds(5)))
    #expect(!leadership.holds(for: .milliseconds(5_001)))
    clock.advance(by: .milliseconds(1))
    #expect(!leadership.holds(for: .zero))
  }

  @Test("when it has ended, no renewal brings it back")
  func ended() {
    leadership.end()
    leadership.renewed(at: .seconds(1))
    #expect(!leadership.holds)
    #expect(!leadership.holds(for: .zero))
  }

  @Test("a fenced write is done while there is time for it, and not sent otherwise")
  func fenced() async throws {
    let fenced = FencedWriting(server, by: leadership, clock: clock)
    _ = try await fenced.create(Toys.resource, in: "nursery", Toys.object("ball"))
    leadership.renewed(at: .seconds(-2))
    clock.advance(by: .seconds(7))
    let patch = ObjectPatch.merge(Toys.object("ball", colour: "blue"))
    _ = try await fenced.patch(Toys.resource, Toys.key("ball"), patch, subresource: nil)
    clock.advance(by: .seconds(4))
    let error = await #expect(throws: KubeError.self) {
      try await fenced.replace(Toys.resource, Toys.key("ball"), Toys.object("ball"))
    }
    #expect(error?.cause == .cancelled)
    #expect(server.count(of: .replace) == 0)
  }

  @Test("a fenced write that hangs is cut before somebody else could lead")
  func hanging() async throws {
    let fenced = FencedWriting(server, by: leadership, clock: clock)
    server.failNext(.hang)
    let writing = Task { try await fenced.create(Toys.resource, in: "nursery", Toys.object("ball")) }
    await server.clientWaits()
    #expect(await clock.advanceToNextSleeper() == .seconds(4))
    let error = await #expect(throws: KubeError.self) { try await writing.value }
    #expect(error?.cause == .unanswered("no answer within 4.0 seconds"))
  }
}
