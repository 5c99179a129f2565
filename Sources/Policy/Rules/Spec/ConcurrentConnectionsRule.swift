// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct ConcurrentConnectionsRule: Rule {
  static let description = RuleDescription(
    "concurrent-connections", .spec, [.backup, .restore], .deny,
    """
    The number of parallel transfers per node must not be negative: the sidecar would accept the request and fail. \
    Warns of 0, which CassKop and Cassette do not send, so that the sidecar takes its default of 10.
    """)

  func check(_ review: BackupReview) -> [Finding] {
    check(review.spec.concurrentConnections, FieldPath.spec.member("concurrentConnections"))
  }

  func check(_ review: RestoreReview) -> [Finding] {
    check(review.spec.concurrentConnection, FieldPath.spec.member("concurrentConnection"))
  }

  private func check(_ field: Field<Int64>, _ path: FieldPath) -> [Finding] {
    guard let count = field.value, count <= 0 else { return [] }
    let shown = ShownValue(JSONValue.integer(count))
    return count == 0
      ? [warn(path, .remark, "0 means the default of \(Defaults.concurrentConnections)")]
      : [deny(path, .invalid(shown), "must not be negative")]
  }
}
