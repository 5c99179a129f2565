// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// Where facts come from: files, a folder, a cluster's caches, or nowhere. Answers at once; what would take a call to
/// the API server is `unknown`.
package protocol FactSource: Sendable {
  func cluster(_ key: ObjectKey) -> Fact<ClusterFact>
  func secret(_ key: ObjectKey) -> Fact<SecretFact>
  func backup(_ key: ObjectKey) -> Fact<BackupFact>
  /// All backups of a cluster, the one under review included; never `absent`.
  func backups(ofCluster key: ObjectKey) -> Fact<[BackupFact]>
  /// What runs or waits on a cluster, the object under review included; never `absent`.
  func operations(onCluster key: ObjectKey) -> Fact<[OperationFact]>
}
