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

  private static let path = FieldPath.spec.member("datacenter")
  /// A message names this many of the cluster's, which few clusters have.
  private static let listed = 10

  func check(_ review: BackupReview) -> [Finding] { check(review.spec.datacenter, review.facts.cluster) }
  func check(_ review: RestoreReview) -> [Finding] { check(review.spec.datacenter, review.facts.cluster) }

  private func check(_ datacenter: Field<String>, _ cluster: Fact<ClusterFact>) -> [Finding] {
    guard let name = datacenter.value else { return [] }
    switch cluster {
    case .absent: return []
    case .unknown(let reason): return [unverified(Self.path, "whether the cluster has this datacenter", reason)]
    case .known(let cluster):
      guard !cluster.datacenters.contains(where: name.hasSameBytes) else { return [] }
      return [deny(Self.path, .notSupported(ShownValue(name)), detail(name, cluster.datacenters))]
    }
  }

  private func detail(_ name: String, _ datacenters: [String]) -> String {
    let names = datacenters.prefix(Self.listed).map { ShownValue($0).description }.joined(separator: ", ")
    let more = datacenters.count > Self.listed ? " and \(datacenters.count - Self.listed) more" : ""
    let list = "the cluster has \(names)\(more)"
    return Suggestion.nearest(to: name, among: datacenters).map { "\(list); did you mean \($0)?" } ?? list
  }
}
