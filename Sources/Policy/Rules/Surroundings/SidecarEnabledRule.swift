// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct SidecarEnabledRule: Rule {
  static let description = RuleDescription(
    "sidecar-enabled", .surroundings, [.backup, .restore], .deny,
    """
    Backups and restores are the work of the cluster's sidecar: with backRestSidecar.enabled: false there is nobody to \
    ask.
    """)

  private static let path = FieldPath.spec.member("cassandraCluster")

  func check(_ review: BackupReview) -> [Finding] { check(review.spec.cassandraCluster, review.facts.cluster) }
  func check(_ review: RestoreReview) -> [Finding] { check(review.spec.cassandraCluster, review.facts.cluster) }

  private func check(_ name: Field<String>, _ cluster: Fact<ClusterFact>) -> [Finding] {
    guard let name = name.value else { return [] }
    switch cluster {
    case .absent: return []
    case .unknown(let reason): return [unverified(Self.path, "whether the cluster has backup sidecars", reason)]
    case .known(let cluster):
      guard !cluster.sidecarEnabled else { return [] }
      let detail = "the cluster has no backup sidecar: set backRestSidecar.enabled: true there first"
      return [deny(Self.path, .invalid(ShownValue(name)), detail)]
    }
  }
}
