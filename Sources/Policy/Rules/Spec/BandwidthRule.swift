// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct BandwidthRule: Rule {
  static let description = RuleDescription(
    "bandwidth", .spec, [.backup], .deny,
    """
    A bandwidth is a whole number of bytes per second with an optional K, M or G: 10M. CassKop ignores what it cannot \
    read, so the backup would run unthrottled; it cuts numbers to 32 bits, and the sidecar refuses 0 and more than \
    1000G.
    """)

  func check(_ review: BackupReview) -> [Finding] {
    guard case .invalid(let value, let error) = review.spec.bandwidth else { return [] }
    return [deny(FieldPath.spec.member("bandwidth"), .invalid(ShownValue(value)), error.message)]
  }
}
