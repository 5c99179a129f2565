// SPDX-License-Identifier: Apache-2.0
import KubeModel
import TestSupport
import Testing

@testable import ControllerRuntime

@Suite("Event queue", .timeLimit(.minutes(1)))
struct EventQueueTests {
  private let server = ModelAPIServer()
  private let clock = ManualClock()
  private let log = LogLines()
  private let queue: EventQueue
  private let about = EventMemoryTests.object("ball")

  init() {
    let recorder = EventRecorder(of: server, wall: ManualWall(clock).time, clock: clock, logger: log.logger)
    queue = EventQueue(recorder, clock: clock)
  }

  private var reasons: [String] {
    server.objects(EventSighting.resource).sorted { ($0.name ?? "") < ($1.name ?? "") }.compactMap {
      $0.json["reason"]?.string
    }
  }

  private func add(_ reasons: String...) async {
    for reason in reasons { await queue.add(Event(.normal, reason, "it is so"), about: about) }
  }

  @Test("work does not wait for a server that does not answer")
  func notWaiting() async {
    server.failNext(.hang)
    await queue.run {
      await add("Rolled")
      await server.clientWaits()
      await add("Bounced", "Burst")
      #expect(reasons.isEmpty)
      #expect(await clock.advanceToNextSleeper() == .seconds(3))
    }
    #expect(reasons == ["Bounced", "Burst"])
  }

  @Test("what was done before a cancellation is told after it, in its order")
  func toldAfterCancellation() async {
    let running = Task {
      await queue.run {
        withUnsafeCurrentTask { $0?.cancel() }
        await add("Rolled", "Bounced", "Burst")
      }
    }
    await running.value
    #expect(reasons == ["Rolled", "Bounced", "Burst"])
  }

  @Test("the end waits three seconds for the last news")
  func bounded() async {
    server.failNext(.hang, times: 10)
    let running = Task {
      await queue.run {
        await add("Rolled")
        await server.clientWaits()
        clock.advance(by: .seconds(1))
        await add("Bounced")
      }
    }
    let time = Task { while !Task.isCancelled { await clock.advanceToNextSleeper() } }
    await running.value
    time.cancel()
    let last = Task { try await clock.sleep(for: .seconds(1)) }
    await time.value
    last.cancel()
    #expect(reasons.isEmpty)
  }

  @Test("where too much waits nothing is lost: who has news tells it")
  func full() async {
    for number in 0..<EventQueue.capacity {
      await queue.add(Event(.normal, "Rolled", "\(number)"), about: EventMemoryTests.object("ball \(number)"))
    }
    #expect(reasons.isEmpty)
    await add("Burst")
    #expect(reasons == ["Burst"])
    await queue.run {}
    #expect(reasons.count == EventQueue.capacity + 1)
  }
}
