// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// The time of day, as the caller's clock tells it: for what people schedule and what they read. It may jump, so it
/// measures nothing; that is the business of a `Clock`.
package struct WallTime: Sendable {
  private let reading: @Sendable () -> Instant

  /// - Parameter reading: the program hands in the machine's clock, a test what it likes.
  package init(_ reading: @escaping @Sendable () -> Instant) {
    self.reading = reading
  }

  package var now: Instant { reading() }
}
