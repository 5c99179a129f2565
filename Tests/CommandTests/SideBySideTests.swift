// SPDX-License-Identifier: Apache-2.0
import Logging
import ServiceLifecycle
import Testing

@testable import Command

@Suite("Services that stop side by side", .timeLimit(.minutes(1)))
struct SideBySideTests {
  /// Ends when it was told to and the other one was told, too.
  private struct Hesitant: Service {
    let started: AsyncStream<Void>.Continuation
    let told: AsyncStream<Void>.Continuation
    let otherIsTold: AsyncStream<Void>

    func run() async throws {
      started.yield()
      try await gracefulShutdown()
      told.yield()
      for await _ in otherIsTold { return }
    }
  }

  private struct Failing: Service {
    func run() async throws { throw ConfigurationError("broken") }
  }

  @Test("none waits for another to end before it is told to")
  func together() async throws {
    let (first, firstIsTold) = AsyncStream<Void>.makeStream()
    let (second, secondIsTold) = AsyncStream<Void>.makeStream()
    let (started, start) = AsyncStream<Void>.makeStream()
    let both = SideBySide(services: [
      Hesitant(started: start, told: firstIsTold, otherIsTold: second),
      Hesitant(started: start, told: secondIsTold, otherIsTold: first),
    ])
    let group = ServiceGroup(services: [both], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let running = Task { try await group.run() }
    var count = 0
    for await _ in started {
      count += 1
      if count == 2 { break }
    }
    await group.triggerGracefulShutdown()
    try await running.value
  }

  @Test("the failure of one ends the others, and is told")
  func failure() async {
    let (never, told) = AsyncStream<Void>.makeStream()
    let both = SideBySide(services: [Hesitant(started: told, told: told, otherIsTold: never), Failing()])
    await #expect(throws: ConfigurationError("broken")) { try await both.run() }
  }
}
