// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

/// A backup among those of one tag: candidates for a twin come first, then the order is that of names.
struct TaggedBackup: Comparable {
  let fact: BackupFact

  /// It has completed under its tag, for good.
  var isTwin: Bool { fact.spec.isOneShot && fact.status?.hasCompleted ?? false }

  static func < (left: TaggedBackup, right: TaggedBackup) -> Bool {
    if left.isTwin != right.isTwin { return left.isTwin }
    return left.fact.key.name < right.fact.key.name
  }

  static func == (left: TaggedBackup, right: TaggedBackup) -> Bool {
    left.fact.key == right.fact.key
  }
}
