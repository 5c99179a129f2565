// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import ManifestFacts
import Policy

/// The facts of a fixture: its documents, and its head for what an API server knows beside objects.
struct FixtureFacts: FactSource {
  let world: ManifestWorld
  let readable: [String: Set<ObjectKey>]

  func cluster(_ key: ObjectKey) -> Fact<ClusterFact> { world.cluster(key) }
  func secret(_ key: ObjectKey) -> Fact<SecretFact> { world.secret(key) }
  func backup(_ key: ObjectKey) -> Fact<BackupFact> { world.backup(key) }

  func neighbours(of spec: BackupSpec, _ key: ObjectKey) -> Fact<BackupNeighbours> {
    world.neighbours(of: spec, key)
  }

  func operations(onCluster key: ObjectKey) -> Fact<[OperationFact]> { world.operations(onCluster: key) }

  func mayRead(_ secret: ObjectKey, _ author: Author) -> Fact<Bool> {
    .known(readable[author.username]?.contains(secret) ?? false)
  }
}
