// SPDX-License-Identifier: Apache-2.0

/// A step of a restore, by the name in requests.
enum RestorePhase: String, Sendable {
  case initialise = "INIT"
  /// Known by name, but not to be asked for.
  case healthCheck = "CLUSTER_HEALTHCHECK"
  case download = "DOWNLOAD"
  case truncate = "TRUNCATE"
  case link = "IMPORT"
  case cleanup = "CLEANUP"

  /// A restore of the whole cluster takes these one after the other.
  static let sequence: [RestorePhase] = [.initialise, .download, .truncate, .link, .cleanup]

  /// Begins only while every node of the cluster is well.
  var needsHealthyCluster: Bool { self == .download || self == .truncate || self == .link }

  /// Moves files one by one, so that its progress can be seen.
  var movesFiles: Bool { self == .download || self == .link }
}
