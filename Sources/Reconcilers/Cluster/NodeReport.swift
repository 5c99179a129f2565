// SPDX-License-Identifier: Apache-2.0
import Backups
import Icarus

/// What a pod's sidecar says of its operations; nil where it does not answer.
struct NodeReport: Sendable {
  var pod: SidecarPod
  var operations: [SidecarOperation]?
}
