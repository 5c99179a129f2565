// SPDX-License-Identifier: Apache-2.0

/// Asks again and again until the answer is yes, less often the longer it takes: what asks may be a process each time.
///
/// - Parameter what: what is waited for; completes "waited in vain for".
func wait(
  for what: String, within limit: Duration = .seconds(30), until isTrue: () async throws -> Bool
) async throws {
  let deadline = ContinuousClock.now + limit
  var pause = Duration.milliseconds(50)
  while try await !isTrue() {
    guard ContinuousClock.now < deadline else { throw Failure("waited in vain for \(what) (\(limit))") }
    try await Task.sleep(for: pause)
    pause = min(pause * 2, .milliseconds(600))
  }
}
