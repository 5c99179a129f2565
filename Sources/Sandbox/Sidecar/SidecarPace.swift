// SPDX-License-Identifier: Apache-2.0

/// How long the work of one node takes. The waits of the sidecar itself are as in Icarus; those for work are short enough
/// for somebody who watches, and long enough that a client which polls sees what is between.
package struct SidecarPace: Sendable {
  /// From the acceptance of an operation to its start, if a thread is free.
  package var start = Duration.milliseconds(4)
  /// From the start of an operation to the verdict on its request.
  package var check = Duration.milliseconds(100)
  /// A node's part of a backup. Three polls of the coordinator long, so that a whole backup takes some 17 seconds.
  package var backup = Duration.seconds(12)
  /// The upload of the topology that ends a backup of the cluster.
  package var topologyUpload = Duration.seconds(1)
  package var initialisation = Duration.seconds(1)
  package var download = Duration.seconds(8)
  package var truncation = Duration.seconds(2)
  package var hardLinking = Duration.seconds(3)
  package var cleanup = Duration.seconds(1)
  /// Operations that neither back up nor restore.
  package var otherWork = Duration.seconds(1)
  /// How long a failed operation says COMPLETED before it says FAILED. In Icarus it is the time between two statements;
  /// a millisecond is the least that its times tell apart.
  package var correction = Duration.milliseconds(1)
  /// Files of a node's part: progress moves by one of them.
  package var files = 20

  package init() {}

  /// Between a coordinator's looks at the other nodes (Icarus).
  static let refresh = Duration.seconds(5)
  /// Operations that ended longer ago than this are removed, in sweeps as far apart (Icarus).
  static let expiration = Duration.seconds(3_600)
  /// Operations of a node that run at once (Icarus); others wait.
  static let threads = 10

  func duration(of phase: RestorePhase) -> Duration {
    switch phase {
    case .initialise, .healthCheck: initialisation
    case .download: download
    case .truncate: truncation
    case .link: hardLinking
    case .cleanup: cleanup
    }
  }
}
