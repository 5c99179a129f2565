// SPDX-License-Identifier: Apache-2.0

/// What became of the coordinator that a run was given.
enum CoordinatorState: Sendable {
  case present(SidecarPod)
  /// Its operations are gone with it.
  case lost(RunEnd)
}
