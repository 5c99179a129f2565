// SPDX-License-Identifier: Apache-2.0
import ClusterFacts
import KubeModel
import Policy

extension SubjectKind {
  var resource: KubeResource {
    switch self {
    case .backup: WatchedKind.backups
    case .restore: WatchedKind.restores
    }
  }
}
