// SPDX-License-Identifier: Apache-2.0

/// The releases of Icarus between which its answers differ for a client that makes backups.
package enum SidecarVersion: String, Sendable, CaseIterable {
  case v106 = "1.0.6"
  /// What CassKop runs.
  case v113 = "1.1.3"
  case v204 = "2.0.4"
  case v300 = "3.0.0"

  /// Whether a request is judged when it is posted (400), and not when it runs (an operation that fails).
  var judgesAtPost: Bool { self == .v106 }

  /// Where data files lie must be said in each request.
  var needsDataDirs: Bool { self == .v204 || self == .v300 }

  /// Any other takes every `duration` for an error.
  var readsDuration: Bool { self == .v204 || self == .v300 }

  /// Whether credentials come from Secrets, and not from the environment.
  var readsSecrets: Bool { self != .v300 }

  /// Before, a restore went to every data centre whatever `dc` said.
  var restoresByDatacenter: Bool { self != .v106 }

  /// Whether filters of the list compare texts, and not names of known types and states.
  var filtersByText: Bool { self == .v300 }

  var providers: Set<String> {
    self == .v300
      ? ["s3", "azure", "gcp", "file"] : ["s3", "azure", "gcp", "file", "oracle", "minio", "ceph"]
  }
}
