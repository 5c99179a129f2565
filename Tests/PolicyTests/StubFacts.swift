// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Policy

/// Facts as a test wants them: a cluster `demo` with one datacenter, and a completed backup `nightly` of it.
struct StubFacts: FactSource {
  var clusters: [String: Fact<ClusterFact>] = [
    "demo": .known(ClusterFact(datacenters: ["dc1"], sidecarEnabled: true))
  ]
  var secrets: [String: Fact<SecretFact>] = [:]
  var backups: [String: Fact<BackupFact>] = [:]
  var others: Fact<[BackupFact]> = .known([])
  var mayRead: Fact<Bool> = .known(true)
  var running: Fact<[OperationFact]> = .known([])
  var lacksAnswers = false

  init() {}

  init(backup: KubeObject) {
    backups["nightly"] = .known(StubFacts.fact(backup))
  }

  static func fact(_ backup: KubeObject) -> BackupFact {
    BackupFact(
      key: backup.identity, spec: BackupSpec(backup.spec), status: OperationStatus(backup.status),
      isBeingDeleted: backup.isBeingDeleted)
  }

  func cluster(_ key: ObjectKey) -> Fact<ClusterFact> { clusters[key.name] ?? .absent }
  func secret(_ key: ObjectKey) -> Fact<SecretFact> { secrets[key.name] ?? .absent }
  func backup(_ key: ObjectKey) -> Fact<BackupFact> { backups[key.name] ?? .absent }
  func operations(onCluster key: ObjectKey) -> Fact<[OperationFact]> { running }
  func mayRead(_ secret: ObjectKey, _ author: Author) -> Fact<Bool> { mayRead }

  func neighbours(of spec: BackupSpec, _ key: ObjectKey) -> Fact<BackupNeighbours> {
    switch others {
    case .known(let facts):
      var index = BackupIndex()
      for fact in facts { index.set(fact) }
      return .known(index.neighbours(of: spec, key))
    case .absent: return .absent
    case .unknown(let reason): return .unknown(reason)
    }
  }
}
