// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct BackupExistsRule: Rule {
  static let description = RuleDescription(
    "backup-exists", .surroundings, [.restore], .deny,
    """
    The backup that a restore names must exist in the restore's own namespace. Warns if it is being deleted: a restore \
    that has not begun when it is gone cannot begin any more.
    """)

  private static let path = FieldPath.spec.member("cassandraBackup")

  func check(_ review: RestoreReview) -> [Finding] {
    guard let name = review.spec.cassandraBackup.value else { return [] }
    switch review.facts.backup {
    case .known(let backup):
      guard backup.isBeingDeleted else { return [] }
      return [warn(Self.path, .remark, "the backup is being deleted: the restore must begin before it is gone")]
    case .absent:
      let detail = "there is no CassandraBackup of this name in namespace \(review.key.namespace)"
      return [deny(Self.path, .notFound(ShownValue(name)), detail)]
    case .unknown(let reason): return [unverified(Self.path, "whether the backup exists", reason)]
    }
  }
}
