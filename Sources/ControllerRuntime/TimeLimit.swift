// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// The answer to a request that is cancelled when its time is over. One that comes all the same counts.
/// - Parameter request: ends soon after it is cancelled.
/// - Throws: what the request throws; `unanswered` if it ended because its time was over.
func answer<Answer: Sendable>(
  within time: Duration, by clock: any Clock<Duration>,
  to request: @escaping @Sendable () async throws(KubeError) -> Answer
) async throws(KubeError) -> Answer {
  let asking = Task { () async -> Result<Answer, KubeError> in
    do throws(KubeError) { return .success(try await request()) } catch { return .failure(error) }
  }
  async let _ = cancel(asking, after: time, by: clock)
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

private func cancel<Success>(
  _ task: Task<Success, Never>, after time: Duration, by clock: any Clock<Duration>
) async {
  _ = try? await clock.sleep(for: time)
  task.cancel()
}
