// SPDX-License-Identifier: Apache-2.0
import Logging
import Testing

@testable import Command

@Suite("The end of a process that was told to stop")
struct StopDeadlineTests {
  @Test("it comes although something goes on for ever", .timeLimit(.minutes(1)))
  func forced() async {
    let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
      let deadline = StopDeadline(.milliseconds(1))
      try await deadline.run(Logger(label: "test") { StreamLogHandler.standardError(label: $0) }) {
        deadline.toldToStop()
        for await _ in AsyncStream<Void>.makeStream().stream {}
      }
    }
    let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(said.contains("not everything ended in time"))
  }

  @Test("it does not come while nobody has told it, or once everything has ended")
  func unforced() async throws {
    let deadline = StopDeadline(.zero)
    try await deadline.run(Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }) {}
    await #expect(throws: CancellationError.self) {
      try await deadline.run(Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }) { throw CancellationError() }
    }
  }
}
