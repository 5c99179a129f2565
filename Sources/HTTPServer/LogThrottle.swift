// SPDX-License-Identifier: Apache-2.0
internal import Posix

/// Keeps a log line that any stranger can cause from filling the disk.
struct LogThrottle {
  private let interval: Duration
  private var next = MonotonicTime(nanoseconds: .min)
  private var suppressed = 0

  init(interval: Duration = .seconds(10)) { self.interval = interval }

  /// Whether a line may be written now: then, how many were kept back since the last one.
  mutating func admit(at now: MonotonicTime) -> Int? {
    guard now >= next else {
      suppressed += 1
      return nil
    }
    defer { suppressed = 0 }
    next = now + interval
    return suppressed
  }
}
