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

  private static let path = FieldPath.spec.member("cassandraBackup")

  func check(_ review: RestoreReview) -> [Finding] {
    guard let name = review.spec.cassandraBackup.value else { return [] }
    switch review.facts.backup {
    case .absent: return []
    case .unknown(let reason): return [unverified(Self.path, "whether the backup has completed", reason)]
    case .known(let backup):
      guard let status = backup.status else {
        return [unverified(Self.path, "whether the backup has completed", "the backup's status is empty")]
      }
      if status.hasCompleted { return [] }
      let state = status.state.map { " (it is \($0.rawValue))" } ?? ""
      let detail = "the backup has never completed a run\(state): name one that has"
      return [deny(Self.path, .invalid(ShownValue(name)), detail)]
    }
  }
}
