// SPDX-License-Identifier: Apache-2.0

/// Keeps a log line that others can cause at will from filling the disk.
package struct LogThrottle: Sendable {
  /// Often enough to notice, too seldom to fill a disk: a megabyte in a day.
  private static let interval = Duration.seconds(10)

  private var next = Duration.zero
  private var suppressed = 0

  package init() {}

  /// Whether a line may be written now: then, how many were kept back since the last one.
  /// - Parameter now: on a clock that never jumps.
  package mutating func admit(at now: Duration) -> Int? {
    guard now >= next else {
      suppressed += 1
      return nil
    }
    defer { suppressed = 0 }
    next = now + LogThrottle.interval
    return suppressed
  }
}
