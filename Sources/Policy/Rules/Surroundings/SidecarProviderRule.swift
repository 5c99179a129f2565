// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

struct SidecarProviderRule: Rule {
  static let description = RuleDescription(
    "sidecar-provider", .surroundings, [.backup, .restore], .deny,
    """
    Sidecars from Icarus 3.0.0 on know the providers s3, azure, gcp and file only: they accept a backup to another one, \
    or a restore from it, and fail. The version is the tag of the image in the cluster's backRestSidecar.
    """)

  private static let known = Provider.allCases.filter(\.isKnownToEverySidecar).map(\.rawValue).joined(separator: ", ")

  func check(_ review: BackupReview) -> [Finding] {
    guard let provider = review.spec.storageLocation.value?.provider else { return [] }
    let path = FieldPath.spec.member("storageLocation")
    return check(.known(provider), review.facts.cluster, path) { provider, version in
      deny(path, .notSupported(ShownValue(provider.rawValue)), "the cluster's sidecar \(version) knows \(Self.known)")
    }
  }

  func check(_ review: RestoreReview) -> [Finding] {
    guard let name = review.spec.cassandraBackup.value else { return [] }
    let path = FieldPath.spec.member("cassandraBackup")
    return check(provider(of: review.facts.backup), review.facts.cluster, path) { provider, version in
      let detail = "it is on \(provider.rawValue), and the cluster's sidecar \(version) knows \(Self.known)"
      return deny(path, .invalid(ShownValue(name)), detail)
    }
  }

  /// Of a backup whose location cannot be read there is nothing to say.
  private func provider(of backup: Fact<BackupFact>) -> Fact<Provider> {
    switch backup {
    case .known(let backup): backup.spec.storageLocation.value.map { .known($0.provider) } ?? .absent
    case .absent: .absent
    case .unknown(let reason): .unknown(reason)
    }
  }

  private func check(
    _ provider: Fact<Provider>, _ cluster: Fact<ClusterFact>, _ path: FieldPath,
    _ unsupported: (Provider, SidecarVersion) -> Finding
  ) -> [Finding] {
    switch (provider, cluster.map(\.sidecarVersion)) {
    case (.absent, _), (_, .absent), (_, .known(nil)): return []
    case (.known(let provider), _) where provider.isKnownToEverySidecar: return []
    case (_, .known(let version?)) where version.takesEveryProvider: return []
    case (.unknown(let reason), _), (_, .unknown(let reason)):
      return [unverified(path, "whether the sidecar knows the storage provider", reason)]
    case (.known(let provider), .known(let version?)): return [unsupported(provider, version)]
    }
  }
}
