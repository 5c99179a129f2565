// SPDX-License-Identifier: Apache-2.0
package import Backups
package import KubeModel

/// Knows nothing: each rule of the surroundings says that it could not check.
package struct NoFacts: FactSource {
  private let reason: String

  /// - Parameter reason: completes "could not be checked: ".
  package init(reason: String) {
    self.reason = reason
  }

  package func cluster(_ key: ObjectKey) -> Fact<ClusterFact> { .unknown(reason) }
  package func secret(_ key: ObjectKey) -> Fact<SecretFact> { .unknown(reason) }
  package func backup(_ key: ObjectKey) -> Fact<BackupFact> { .unknown(reason) }
  package func neighbours(of spec: BackupSpec, _ key: ObjectKey) -> Fact<BackupNeighbours> { .unknown(reason) }
  package func operations(onCluster key: ObjectKey) -> Fact<[OperationFact]> { .unknown(reason) }
  package func mayRead(_ secret: ObjectKey, _ author: Author) -> Fact<Bool> { .unknown(reason) }
}
