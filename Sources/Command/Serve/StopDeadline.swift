// SPDX-License-Identifier: Apache-2.0
private import Glibc
import Logging

/// Ends the process when it was told to stop and does not: Kubernetes would kill it a moment later, without a word.
///
/// Connections have deadlines of their own. A reconcile that is under way is waited for, and may wait for one silent sidecar
/// after the other; whoever leads next finds in the status how far it has come.
struct StopDeadline: Sendable {
  private let time: Duration
  private let stopped: AsyncStream<Void>
  private let stop: AsyncStream<Void>.Continuation

  /// - Parameter time: from `toldToStop` to the end at the latest.
  init(_ time: Duration) {
    self.time = time
    (stopped, stop) = AsyncStream.makeStream()
  }

  func toldToStop() { stop.yield() }

  /// Runs the body. If it has not returned in time after `toldToStop`, this does not return either.
  func run(_ logger: Logger, _ body: () async throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        for await _ in stopped { break }
        try await Task.sleep(for: time)
        logger.error("not everything ended in time; what is unfinished is found in the status")
        // No destructors: threads that they would surprise still run.
        _exit(0)
      }
      try await body()
      group.cancelAll()
    }
  }
}
