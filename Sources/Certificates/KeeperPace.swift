// SPDX-License-Identifier: Apache-2.0

/// When a keeper goes on. Its pauses are shorter by chance, so that replicas do not go in step.
struct KeeperPace: Sendable {
  /// More steps in a row than a rotation has: somebody undoes what we do, and must not be answered as fast as we can.
  private static let mostSteps = 12
  /// After a failure, doubled with each further one: a rival who was faster is done by then.
  private static let firstPause = Duration.milliseconds(250)

  private let interval: Duration
  private var steps = 0
  private var failures = 0

  init(interval: Duration) {
    self.interval = interval
  }

  /// A step was done.
  /// - Returns: how long to rest; nil to go on at once.
  mutating func stepDone(using generator: inout some RandomNumberGenerator) -> Duration? {
    failures = 0
    steps += 1
    return steps < Self.mostSteps ? nil : rest(for: interval, using: &generator)
  }

  /// A step failed.
  mutating func failed(using generator: inout some RandomNumberGenerator) -> Duration {
    // Several attempts in an interval: others may wait for us as they wait for intervals.
    let pause = min(Self.firstPause * (1 << min(failures, 30)), interval / 4)
    failures += 1
    return rest(for: pause, using: &generator)
  }

  /// There is nothing to do.
  mutating func idle(using generator: inout some RandomNumberGenerator) -> Duration {
    failures = 0
    return rest(for: interval, using: &generator)
  }

  private mutating func rest(for pause: Duration, using generator: inout some RandomNumberGenerator) -> Duration {
    steps = 0
    return pause * Double.random(in: 0.6...1, using: &generator)
  }
}
