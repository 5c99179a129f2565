// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct StorageLocationRule: Rule {
  static let description = RuleDescription(
    "storage-location", .spec, [.backup], .deny,
    """
    A storage location is PROVIDER://BUCKET, PROVIDER://BUCKET/CLUSTER/DC/NODE, or \
    file:///DIRECTORY/BUCKET/CLUSTER/DC/NODE, with one of the sidecar's providers in lower case. A bucket has no \
    prefix path: the sidecar would take it for a part of the bucket's name.
    """)

  func check(_ review: BackupReview) -> [Finding] {
    guard case .invalid(let value, let error) = review.spec.storageLocation else { return [] }
    return [deny(FieldPath.spec.member("storageLocation"), .invalid(ShownValue(value)), error.message)]
  }
}
