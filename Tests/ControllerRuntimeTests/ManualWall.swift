// SPDX-License-Identifier: Apache-2.0
import ControllerRuntime
import KubeModel
import Synchronization
import TestSupport

/// A time of day that goes on with a clock that a test moves, and that the test may set as well.
final class ManualWall: Sendable {
  static let start = Instant(seconds: 1_800_000_000)

  private let clock: ManualClock
  private let error = Mutex(Duration.zero)

  init(_ clock: ManualClock) { self.clock = clock }

  var time: WallTime { WallTime { [self] in now } }
  var now: Instant { Self.start + clock.now.offset + error.withLock { $0 } }

  /// Sets it forward, or back.
  func jump(by duration: Duration) { error.withLock { $0 += duration } }
}
