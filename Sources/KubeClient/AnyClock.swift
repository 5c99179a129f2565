// SPDX-License-Identifier: Apache-2.0

/// A clock of any kind, so that what waits need not be generic.
struct AnyClock: Sendable {
  /// Since some start.
  let elapsed: @Sendable () -> Duration
  /// Throws when the task is cancelled.
  let sleep: @Sendable (Duration) async throws -> Void

  init(_ clock: some Clock<Duration>) {
    let start = clock.now
    elapsed = { start.duration(to: clock.now) }
    sleep = { try await clock.sleep(for: $0) }
  }
}
