// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct SidecarSecretRule: Rule {
  static let description = RuleDescription(
    "sidecar-secret", .surroundings, [.backup, .restore], .warn,
    """
    Warns that a Secret has no effect with sidecars from Icarus 3.0.0 on: they take their credentials from their \
    environment and nowhere else. The version is the tag of the image in the cluster's backRestSidecar.
    """)

  private static let path = FieldPath.spec.member("secret")

  func check(_ review: BackupReview) -> [Finding] { check(review.spec.secret, review.facts.cluster) }
  func check(_ review: RestoreReview) -> [Finding] { check(review.spec.secret, review.facts.cluster) }

  private func check(_ secret: Field<String>, _ cluster: Fact<ClusterFact>) -> [Finding] {
    guard secret.value != nil else { return [] }
    switch cluster.map(\.sidecarVersion) {
    case .absent, .known(nil): return []
    case .unknown(let reason): return [unverified(Self.path, "whether the sidecar reads Secrets", reason)]
    case .known(let version?):
      guard !version.takesKubernetesSecrets else { return [] }
      let detail = "the cluster's sidecar \(version) reads none: put credentials into its environment"
      return [warn(Self.path, .remark, detail)]
    }
  }
}
