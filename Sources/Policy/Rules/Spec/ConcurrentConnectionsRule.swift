// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct ConcurrentConnectionsRule: Rule {
  static let description = RuleDescription(
    "concurrent-connections", .spec, [.backup, .restore], .deny,
    """
    The number of parallel transfers per node must be positive and fit into 32 bits: the sidecar would accept the \
    request and fail. Warns of 0, which CassKop and Cassette do not send, so that the sidecar takes its default of 10.
    """)

  func check(_ review: BackupReview) -> [Finding] {
    check(review.spec.concurrentConnections, "concurrentConnections")
  }

  func check(_ review: RestoreReview) -> [Finding] {
    check(review.spec.concurrentConnection, "concurrentConnection")
  }

  private func check(_ field: Field<Int64>, _ name: String) -> [Finding] {
    let usable: ClosedRange<Int64> = 1...Int64(Int32.max)
    guard let count = field.value, !usable.contains(count) else { return [] }
    let path = FieldPath.spec.member(name)
    if count == 0 { return [warn(path, .remark, "0 means the default of \(Defaults.concurrentConnections)")] }
    let detail = "must be from \(usable.lowerBound) to \(usable.upperBound)"
    return [deny(path, .invalid(ShownValue(JSONValue.integer(count))), detail)]
  }
}
