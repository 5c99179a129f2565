// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct SnapshotTagRule: Rule {
  static let description = RuleDescription(
    "snapshot-tag", .spec, [.backup], .deny,
    """
    A snapshot tag becomes part of file and object names: it must not be empty, nor contain a slash, a blank or a \
    control character, and must leave room for the suffix that the sidecar adds. Leave it out to use the object's \
    name.
    """)

  func check(_ review: BackupReview) -> [Finding] {
    guard case .invalid(let value, let error) = review.spec.snapshotTag else { return [] }
    return [deny(FieldPath.spec.member("snapshotTag"), .invalid(ShownValue(value)), error.message)]
  }
}
