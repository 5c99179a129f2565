// SPDX-License-Identifier: Apache-2.0

/// The time since it was made, by a clock whose type nobody needs to know.
package struct Stopwatch: Sendable {
  private let reading: @Sendable () -> Duration

  package init(_ clock: any Clock<Duration>) {
    reading = Stopwatch.reading(clock)
  }

  private static func reading(_ clock: some Clock<Duration>) -> @Sendable () -> Duration {
    let start = clock.now
    return { start.duration(to: clock.now) }
  }

  package var elapsed: Duration { reading() }
}
