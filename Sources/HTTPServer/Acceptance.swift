// SPDX-License-Identifier: Apache-2.0
internal import Posix

/// Whether the listener is read, decided from what happened to it.
///
/// Full, and out of descriptors, both mean: leave the waiting connections in the kernel's queue, make room, and go on
/// when a connection has closed. Out of descriptors may be the fault of another process, so there it is also tried
/// again after a while.
struct Acceptance {
  enum Pause: Equatable {
    case full
    case outOfDescriptors(retryAt: MonotonicTime)
  }

  private enum State: Equatable {
    case accepting
    case paused(Pause)
    case stopped
  }

  private let limits: Limits
  private var state = State.accepting

  init(limits: Limits) { self.limits = limits }

  var wantsConnections: Bool { state == .accepting }

  /// Set while descriptors have run out.
  var retryAt: MonotonicTime? {
    if case .paused(.outOfDescriptors(let time)) = state { time } else { nil }
  }

  /// Newcomers to drop, on each loop, to make room: many at once, so that a flood does not cost a turn for each.
  var connectionsToShed: Int { max(1, min(16, limits.connections / 64)) }

  /// Connections are waiting.
  /// - Parameter open: those that exist, on all loops.
  /// - Returns: how many to accept now; zero when full.
  mutating func ready(open: Int) -> Int {
    guard state == .accepting else { return 0 }
    let room = limits.connections - open
    if room <= 0 { state = .paused(.full) }
    return max(0, min(room, limits.acceptsPerWakeUp))
  }

  mutating func ranOutOfResources(at now: MonotonicTime) {
    guard state == .accepting else { return }
    state = .paused(.outOfDescriptors(retryAt: now + limits.acceptRetryDelay))
  }

  /// A connection has closed, or it is time to try again.
  mutating func resume() {
    if case .paused = state { state = .accepting }
  }

  mutating func stop() { state = .stopped }
}
