// SPDX-License-Identifier: Apache-2.0

/// How it goes with a controller, for metrics.
package struct ControllerReport: Sendable, Equatable {
  /// Keys that are queued, most of them for a time to come.
  package var depth = 0
  /// Keys that are being worked on.
  package var running = 0
  /// Keys whose last reconcile failed.
  package var failing = 0

  /// Reconciles since the beginning, by their outcomes.
  package var done = 0
  package var again = 0
  package var failed = 0
  /// Of them, those that began for keys which were failing.
  package var retries = 0

  /// From when a key was due to when its reconcile began, by the time of day.
  package var latency = Latency()

  package struct Latency: Sendable, Equatable {
    package var last = Duration.zero
    package var sum = Duration.zero
    package var count = 0
  }
}
