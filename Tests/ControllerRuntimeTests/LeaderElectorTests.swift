// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Synchronization
import TestSupport
import Testing

@testable import ControllerRuntime

@Suite("Leader election", .timeLimit(.minutes(1)))
struct LeaderElectorTests {
  private let server = ModelAPIServer()
  private let clock = ManualClock()

  private func replica(_ identity: String, seed: UInt64 = 1) -> Replica {
    Replica(identity, of: server, clock: clock, generator: SplitMix64(seed: seed))
  }

  private var record: LeaseRecord? { server.objects(LeaseRecord.resource).first.map(LeaseRecord.init) }

  @Test("who finds no lease leads at once, and keeps it by renewing it every two seconds")
  func leads() async throws {
    let one = replica("one")
    try await one.running {
      await Replica.rest(one)
      #expect(record?.holder == "one")
      for _ in 0..<20 {
        #expect(await clock.advanceToNextSleeper() == .seconds(2))
        await Replica.rest(one)
      }
      #expect(one.elector.report == LeaderReport(isLeading: true, holder: "one", terms: 1))
      #expect(server.count(of: .replace) == 20)
    }
    #expect(one.log.all == ["info: leading", "info: leading no longer"])
  }

  @Test("the lease of a leader that died is taken when it has run out, not earlier", arguments: UInt64(1)...10)
  func failover(seed: UInt64) async throws {
    let (one, two) = (replica("one"), replica("two", seed: seed))
    one.wall.jump(by: .seconds(-86_400))
    two.wall.jump(by: .seconds(86_400))
    try await one.running {
      await Replica.rest(one)
      try await two.running {
        await Replica.rest(one, two)
        for _ in 0..<20 {
          await clock.advanceToNextSleeper()
          await Replica.rest(one, two)
        }
        one.link.condition = .unreachable
        let death = clock.now.offset
        while !two.elector.report.isLeading {
          await clock.advanceToNextSleeper()
          await Replica.rest(one, two)
        }
        #expect(!one.isLeading)
        // Counted from a renewal up to two seconds before, and seen up to two jittered pauses after it.
        #expect(clock.now.offset - death >= .seconds(13))
        #expect(clock.now.offset - death <= .seconds(15) + .seconds(2) * 2.2)
        #expect(record?.transitions == 1)
      }
    }
  }

  @Test("a leader that stops lets the lease go, and the other has it with its next look")
  func handover() async throws {
    let (one, two) = (replica("one"), replica("two", seed: 2))
    try await two.running {
      await Replica.rest(two)
      try await one.running {
        await Replica.rest(one, two)
        #expect(two.elector.report.isLeading && one.elector.report.holder == "two")
      }
    }
    #expect(record?.holder == "")
    let start = clock.now.offset
    try await one.running {
      await Replica.rest(one)
      #expect(one.elector.report.isLeading)
      #expect(clock.now.offset == start)
      try await two.running {
        await Replica.rest(one, two)
        #expect(!two.elector.report.isLeading)
      }
      #expect(record?.holder == "one")
    }
  }

  @Test("the lease is renewed until the work has ended, and only then let go")
  func lingering() async throws {
    let one = replica("one")
    let gate = Gate()
    one.beforeEnd = { await gate.opens() }
    let running = Task { await one.elector.run() }
    await one.leads()
    running.cancel()
    for _ in 0..<10 {
      await Replica.rest(one)
      await clock.advanceToNextSleeper()
    }
    await Replica.rest(one)
    #expect(record?.holder == "one")
    #expect(one.elector.report.isLeading)
    gate.open()
    await running.value
    #expect(record?.holder == "")
  }

  @Test(
    "a leader that cannot renew stops after ten seconds, and leads again when it can",
    arguments: [Link.Condition.unreachable, .hanging, .mute, .late])
  func lost(condition: Link.Condition) async throws {
    let one = replica("one")
    try await one.running {
      await Replica.rest(one)
      one.link.condition = condition
      while one.elector.report.isLeading {
        #expect(clock.now.offset < .seconds(10) && one.isLeading)
        await clock.advanceToNextSleeper()
        await Replica.rest(one)
      }
      #expect(clock.now.offset == .seconds(10) && !one.isLeading)
      one.link.condition = .up
      while !one.elector.report.isLeading {
        await clock.advanceToNextSleeper()
        await Replica.rest(one)
      }
      #expect(one.elector.report.terms == 2)
    }
    #expect(one.log.all.contains("warning: leadership lost"))
  }

  @Test("a leader that finds somebody else in its lease stops at once")
  func usurped() async throws {
    let one = replica("one")
    try await one.running {
      await Replica.rest(one)
      let lease = try #require(server.objects(LeaseRecord.resource).first)
      let record = LeaseRecord(lease).taken(by: "thief", for: .seconds(15), at: ManualWall.start)
      try server.put(LeaseRecord.resource, try record.put(into: lease))
      await clock.advanceToNextSleeper()
      await Replica.rest(one)
      #expect(!one.isLeading && !one.elector.report.isLeading)
      #expect(one.elector.report.holder == "thief")
    }
    #expect(record?.holder == "thief")
  }

  @Test("work that ends by itself lets the lease go")
  func ends() async throws {
    let one = Replica("one", of: server, clock: clock, generator: SplitMix64(seed: 1)) { _ in }
    try await one.running {
      while one.elector.report.terms < 2 {
        await Replica.rest(one)
        await clock.advanceToNextSleeper()
      }
    }
    #expect(record?.holder == "")
    #expect(!one.log.all.contains("warning: leadership lost"))
  }

  @Test("a lease that another takes first is left to it")
  func conflict() async throws {
    let isFirst = Atomic(true)
    let server = ModelAPIServer { server, verb in
      guard verb == .create, isFirst.exchange(false, ordering: .relaxed) else { return }
      let record = LeaseRecord().taken(by: "two", for: .seconds(15), at: ManualWall.start)
      try? server.put(LeaseRecord.resource, record.lease(Replica.lease))
    }
    let one = Replica("one", of: server, clock: clock, generator: SplitMix64(seed: 1))
    try await one.running {
      await Replica.rest(one)
      await clock.advanceToNextSleeper()
      await Replica.rest(one)
      #expect(one.elector.report == LeaderReport(holder: "two"))
    }
    #expect(one.log.all == ["info: somebody else leads"])
  }
}
