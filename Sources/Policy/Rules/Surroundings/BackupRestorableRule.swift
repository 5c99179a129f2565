// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct BackupRestorableRule: Rule {
  static let description = RuleDescription(
    "backup-restorable", .surroundings, [.restore], .deny,
    """
    A backup can be restored once one of its runs has completed. While nothing is recorded of its runs, that could not \
    be checked.
    """)

  func check(_ review: RestoreReview) -> [Finding] {
    guard let name = review.spec.cassandraBackup.value else { return [] }
    let path = FieldPath.spec.member("cassandraBackup")
    switch review.facts.backup {
    case .absent: return []
    case .unknown(let reason): return [unverified(path, "whether the backup has completed", reason)]
    case .known(let backup):
      guard let status = backup.status else {
        return [unverified(path, "whether the backup has completed", "its status is empty")]
      }
      if status.hasCompleted { return [] }
      let state = status.state.map { ", it is \($0.rawValue)" } ?? ""
      return [deny(path, .invalid(ShownValue(name)), "the backup has never completed a run\(state)")]
    }
  }
}
