// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Synchronization
import TestSupport
import Testing

@testable import ControllerRuntime

@Suite("Random histories of leaders", .timeLimit(.minutes(2)))
struct LeaderHistoryTests {
  /// With eight seeds two thousand in all.
  private static let histories: UInt64 = 250

  @Test(
    "never do two lead at once, nor is one still writing when another leads", arguments: UInt64(0)..<8)
  func exclusion(part: UInt64) async throws {
    var terms = 0
    for seed in part * Self.histories..<(part + 1) * Self.histories {
      let history = LeaderHistory(seed: seed)
      await history.run(steps: 40)
      #expect(history.violations.isEmpty, "seed \(seed)")
      terms += history.terms
    }
    // Otherwise nothing is shown.
    #expect(terms > Int(Self.histories))
  }
}

/// Three processes that want to lead, two at a time, on networks that fail at random and with clocks that disagree.
private final class LeaderHistory {
  private let server = ModelAPIServer()
  private let clock = ManualClock()
  private var generator: SplitMix64
  private var replicas: [(replica: Replica, writer: Writer, task: Task<Void, Never>)] = []
  private var started = 0
  private(set) var violations: [String] = []
  private(set) var terms = 0

  init(seed: UInt64) { generator = SplitMix64(seed: seed) }

  func run(steps: Int) async {
    for _ in 0..<2 { start() }
    for step in 0..<steps {
      await change()
      await settle()
      check("step \(step)")
      clock.advance(by: min(await clock.sleeper(), .milliseconds(Int.random(in: 1...4_000, using: &generator))))
      check("step \(step), later")
      await settle()
      check("step \(step), at last")
    }
    for index in replicas.indices { stop(index) }
    let time = Task { [clock] in while !Task.isCancelled { await clock.advanceToNextSleeper() } }
    for one in replicas { await one.task.value }
    time.cancel()
    // Time may be waiting for somebody who sleeps.
    let last = Task { [clock] in try await clock.sleep(for: .seconds(1)) }
    await time.value
    last.cancel()
  }

  private func start() {
    started += 1
    let writer = Writer(clock, SplitMix64(seed: generator.next()))
    let replica = Replica(
      "replica \(started)", of: server, clock: clock, generator: SplitMix64(seed: generator.next())
    ) { await writer.write(under: $0) }
    replica.wall.jump(by: .seconds(Int.random(in: -100_000...100_000, using: &generator)))
    replicas.append((replica, writer, Task { await replica.elector.run() }))
  }

  private func stop(_ index: Int) {
    terms += replicas[index].replica.elector.report.terms
    replicas[index].task.cancel()
    replicas[index].replica.link.condition = .up
  }

  private func change() async {
    let index = Int.random(in: max(0, replicas.count - 2)..<replicas.count, using: &generator)
    let replica = replicas[index].replica
    switch Int.random(in: 0..<20, using: &generator) {
    case 0..<5: replica.link.condition = Link.Condition.allCases.randomElement(using: &generator) ?? .up
    case 5..<9: replica.link.condition = .up
    case 9..<11: await replica.link.deliver()
    case 11: replica.wall.jump(by: .seconds(Int.random(in: -100_000...100_000, using: &generator)))
    case 12 where replicas.count < 3:
      stop(index)
      start()
    default: break
    }
  }

  private func settle() async { for _ in 0..<10 { await Task.yield() } }

  /// Time stands still meanwhile, but not the processes: what is true before and after another is read was true then.
  private func check(_ place: String) {
    for one in replicas {
      for other in replicas where other.replica !== one.replica {
        let (led, write) = (one.replica.elector.report.isLeading, one.writer.current)
        guard other.replica.elector.report.isLeading else { continue }
        if led, one.replica.elector.report.isLeading { violations.append("\(place): two lead") }
        if let write, one.writer.current == write { violations.append("\(place): one leads, another writes") }
      }
    }
  }
}

/// Begins a write of at most eight seconds whenever it may, and finishes each that it has begun.
private final class Writer: Sendable {
  private let clock: ManualClock
  private let state: Mutex<(generator: SplitMix64, count: Int, current: (number: Int, end: ManualClock.Instant)?)>

  init(_ clock: ManualClock, _ generator: SplitMix64) {
    self.clock = clock
    state = Mutex((generator, 0, nil))
  }

  /// The number of the write that is under way. One whose time is over is not, also if nobody has run who could say so.
  var current: Int? {
    state.withLock { state in
      guard let current = state.current, clock.now < current.end else { return nil }
      return current.number
    }
  }

  func write(under leadership: Leadership) async {
    while !Task.isCancelled {
      let start = clock.now
      if leadership.holds(for: .seconds(8)) { await write(from: start) }
      _ = try? await clock.sleep(for: .milliseconds(500))
    }
  }

  private func write(from start: ManualClock.Instant) async {
    let end = state.withLock { state in
      let end = start.advanced(by: .milliseconds(Int.random(in: 1..<8_000, using: &state.generator)))
      state.count += 1
      state.current = (state.count, end)
      return end
    }
    await Task { [clock] in _ = try? await clock.sleep(until: end, tolerance: nil) }.value
    state.withLock { $0.current = nil }
  }
}
