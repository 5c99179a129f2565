// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct SidecarDurationRule: Rule {
  static let description = RuleDescription(
    "sidecar-duration", .surroundings, [.backup], .warn,
    """
    Warns that a duration has no effect with sidecars before Icarus 2.0.2, CassKop's default among them: they answer 500 \
    to any request that has one, so it is not sent to them. The version is the tag of the image in the cluster's \
    backRestSidecar; one that tells none may be old.
    """)

  private static let path = FieldPath.spec.member("duration")

  func check(_ review: BackupReview) -> [Finding] {
    guard let duration = review.spec.duration.value, duration.nanoseconds > 0 else { return [] }
    switch review.facts.cluster.map(\.sidecarVersion) {
    case .unknown(let reason): return [unverified(Self.path, "whether the sidecar takes a duration", reason)]
    case .absent, .known(nil):
      return [warn(Self.path, .remark, "needs Icarus 2.0.2 or later; it is not sent to an older sidecar")]
    case .known(let version?):
      guard !version.takesDuration else { return [] }
      let detail = "not sent: it needs Icarus 2.0.2 or later, and the cluster's sidecar is \(version)"
      return [warn(Self.path, .remark, detail)]
    }
  }
}
