// SPDX-License-Identifier: Apache-2.0
import Icarus
import KubeModel

/// What is asked of which cluster.
struct Target: Sendable {
  var cluster: ObjectKey
  /// Nil for all.
  var datacenter: String?
  var request: OperationRequest
}

extension OperationRequest {
  var snapshotTag: String {
    switch self {
    case .backup(let request): request.snapshotTag
    case .restore(let request): request.snapshotTag
    }
  }
}
