// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct DatacenterExistsRule: Rule {
  static let description = RuleDescription(
    "datacenter-exists", .surroundings, [.backup, .restore], .deny,
    """
    The datacenter must be one of the cluster's, letter case included: with a misspelt one CassKop finds no pods and \
    says nothing.
    """)

  func check(_ review: BackupReview) -> [Finding] { check(review.spec.datacenter, review.facts.cluster) }
  func check(_ review: RestoreReview) -> [Finding] { check(review.spec.datacenter, review.facts.cluster) }

  private func check(_ datacenter: Field<String>, _ cluster: Fact<ClusterFact>) -> [Finding] {
    guard let name = datacenter.value else { return [] }
    let path = FieldPath.spec.member("datacenter")
    switch cluster {
    case .absent: return []
    case .unknown(let reason): return [unverified(path, "whether the cluster has this datacenter", reason)]
    case .known(let cluster):
      guard !cluster.datacenters.contains(name) else { return [] }
      let list = cluster.datacenters.map { ShownValue($0).description }.joined(separator: ", ")
      let hint = NearMiss.closest(to: name, among: cluster.datacenters).map { "did you mean \($0)? " } ?? ""
      return [deny(path, .notSupported(ShownValue(name)), "\(hint)the cluster has \(list)")]
    }
  }
}
