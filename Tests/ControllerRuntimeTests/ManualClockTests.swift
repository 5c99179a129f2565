// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@Suite("A clock that a test moves")
struct ManualClockTests {
  @Test("whoever sleeps wakes when the time has come, and not before")
  func wakes() async throws {
    let clock = ManualClock()
    let sleeper = Task { try await clock.sleep(for: .seconds(10)) }
    #expect(await clock.sleeper() == .seconds(10))
    clock.advance(by: .seconds(9))
    #expect(await clock.sleeper() == .seconds(1))
    #expect(await clock.advanceToNextSleeper() == .seconds(1))
    try await sleeper.value
    #expect(clock.now.offset == .seconds(10))
  }

  @Test("a sleeper that is cancelled wakes at once")
  func cancelled() async {
    let clock = ManualClock()
    let sleeper = Task { try await clock.sleep(for: .seconds(10)) }
    await clock.sleeper()
    sleeper.cancel()
    await #expect(throws: CancellationError.self) { try await sleeper.value }
  }

  @Test("who is cancelled before it sleeps does not sleep")
  func cancelledBefore() async {
    let clock = ManualClock()
    let sleeper = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      try await clock.sleep(for: .seconds(10))
    }
    await #expect(throws: CancellationError.self) { try await sleeper.value }
  }
}
