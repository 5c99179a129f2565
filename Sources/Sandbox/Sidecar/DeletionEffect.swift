// SPDX-License-Identifier: Apache-2.0

/// What it does to an operation that somebody deletes it. The sidecar only sets a flag, and most of its work does not
/// look at it.
package enum DeletionEffect: Sendable {
  /// As in Icarus: the uploads of a node's part of a backup stop. What coordinates others goes on.
  case stopsUploads
  /// Whatever runs fails at its next step.
  case stopsEverything
  case stopsNothing
}
