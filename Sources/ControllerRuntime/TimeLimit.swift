// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// How long a request may take.
struct TimeLimit: Sendable {
  private let time: Duration
  private let clock: any Clock<Duration>

  init(_ time: Duration, by clock: any Clock<Duration>) {
    self.time = time
    self.clock = clock
  }

  /// The answer to a request that is cancelled when its time is over. One that comes all the same counts.
  /// - Parameter request: ends soon after it is cancelled.
  /// - Throws: what the request throws; `unanswered` if it ended because its time was over.
  func answer<Answer: Sendable>(
    to request: @escaping @Sendable () async throws(KubeError) -> Answer
  ) async throws(KubeError) -> Answer {
    let asking = Task { () async -> Result<Answer, KubeError> in
      do throws(KubeError) { return .success(try await request()) } catch { return .failure(error) }
    }
    async let _ = cancelLater(asking)
    let result = await withTaskCancellationHandler {
      await asking.value
    } onCancel: {
      asking.cancel()
    }
    do {
      return try result.get()
    } catch {
      guard error.cause == .cancelled, !Task.isCancelled else { throw error }
      throw KubeError(verb: error.verb, path: error.path, cause: .unanswered("no answer within \(time)"))
    }
  }

  private func cancelLater<Success>(_ task: Task<Success, Never>) async {
    _ = try? await clock.sleep(for: time)
    task.cancel()
  }
}
