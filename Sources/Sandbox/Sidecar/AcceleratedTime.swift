// SPDX-License-Identifier: Apache-2.0
package import KubeModel
import Posix

/// A time of day that begins anywhere and goes faster, or slower, than the machine's.
package struct AcceleratedTime: Sendable {
  private let start: Instant
  private let factor: Double
  private let origin = MonotonicTime.now()

  /// - Parameter factor: how many of its seconds pass in a second: from 0, when it stands still, to a million, at which
  ///   a year takes half a minute.
  package init(from start: Instant, factor: Double) {
    precondition((0...1_000_000).contains(factor), "a factor of time: \(factor)")
    (self.start, self.factor) = (start, factor)
  }

  package var now: Instant { start + (MonotonicTime.now() - origin) * factor }
}
