// SPDX-License-Identifier: Apache-2.0

/// How often is looked, and how long is waited.
enum Pace {
  /// Between two looks at an operation, and so between two writes of its progress. The sidecar itself asks its nodes
  /// every 5 s.
  static let look = Duration.seconds(5)
  /// Until an operation is looked for whose answer was lost. The sidecar queues it before it answers.
  static let afterLostAnswer = Duration.seconds(2)
  /// How long a sidecar that answers has to know nothing of a run before the run was certainly never accepted. What was
  /// sent waits in the sidecar's accept queue at most as long as that did not answer, and the look comes after it.
  static let certainty = Duration.seconds(30)
  /// How long a sidecar may be silent before a backup is started without it. Kubernetes asks it every ten seconds whether
  /// its pod is ready, and has taken it out long before an hour.
  static let silence = Duration.seconds(60)
  /// How long nodes may be silent after the coordinator has called their operation COMPLETED. An operation is shown for
  /// an hour after its end, so there is time.
  static let nodeCheck = Duration.seconds(120)
  /// How long a deleted object is kept for an operation that is asked to stop.
  static let stop = Duration.seconds(60)
  /// Between two looks at a sidecar that answers and does not know the run.
  static let absent = Duration.seconds(5)
  /// Between two looks at what holds a run up: a busy cluster, pods that are not ready.
  static let busy = Duration.seconds(10)
  /// Between two looks at what the rules refuse. Nobody tells when a Secret is there.
  static let refused = Duration.seconds(30)
  /// Before the second attempt of a run, doubled each time, as Kubernetes' Jobs do.
  static let firstRetry = Duration.seconds(10)
  /// Six minutes, as Kubernetes' Jobs have it.
  static let longestRetry = Duration.seconds(360)

  /// - Parameter attempt: the one that failed, from 1.
  static func retry(after attempt: Int) -> Duration {
    min(firstRetry * (1 << min(attempt - 1, 10)), longestRetry)
  }
}
