// SPDX-License-Identifier: Apache-2.0
import Icarus

extension SidecarOperation {
  /// A node's own operation for one of the whole cluster, or for another one of the same tag: a sidecar does not say for
  /// which. Those of a backup have the stamp of its tag, which no other has.
  func isPart(of operation: SidecarOperation) -> Bool {
    !isGlobal && kind == operation.kind && snapshotTag == operation.snapshotTag
  }
}
