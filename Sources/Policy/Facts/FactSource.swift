// SPDX-License-Identifier: Apache-2.0
package import Backups
package import KubeModel

/// Where facts come from: files, a folder, a cluster's stores, or nowhere. Answers at once; what would take a call to
/// the API server is `unknown`.
package protocol FactSource: Sendable {
  func cluster(_ key: ObjectKey) -> Fact<ClusterFact>
  func secret(_ key: ObjectKey) -> Fact<SecretFact>
  func backup(_ key: ObjectKey) -> Fact<BackupFact>
  /// The other backups that the rules compare one with; never `absent`.
  /// - Parameter spec: of the backup under that key, as it would be.
  func neighbours(of spec: BackupSpec, _ key: ObjectKey) -> Fact<BackupNeighbours>
  /// What runs on a cluster or waits for it, the object under review included, and no more than
  /// `OperationIndex.most`; never `absent`.
  func operations(onCluster key: ObjectKey) -> Fact<[OperationFact]>
  /// Whether the API server would let somebody read that Secret; absent where the facts are of no API server's, so that
  /// nobody has rights there.
  func mayRead(_ secret: ObjectKey, _ author: Author) -> Fact<Bool>

  /// Something that was asked could be known better after a look-up (`FactProvider.completed`).
  var lacksAnswers: Bool { get }
}

extension FactSource {
  package var lacksAnswers: Bool { false }
}
