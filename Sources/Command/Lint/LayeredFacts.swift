// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Policy

/// The facts of a cluster as they would be once the documents that are linted are applied: what is among the documents
/// counts as they say, all else as the cluster says.
struct LayeredFacts: FactSource {
  let documents: any FactSource
  let cluster: any FactSource

  func cluster(_ key: ObjectKey) -> Fact<ClusterFact> { documents.cluster(key).known ?? cluster.cluster(key) }
  func secret(_ key: ObjectKey) -> Fact<SecretFact> { documents.secret(key).known ?? cluster.secret(key) }

  /// A file has no status, so of a backup that exists the cluster knows how its runs went.
  func backup(_ key: ObjectKey) -> Fact<BackupFact> {
    guard let document = documents.backup(key).value else { return cluster.backup(key) }
    guard document.status == nil, let existing = cluster.backup(key).value else { return .known(document) }
    return .known(
      BackupFact(
        key: key, spec: document.spec, status: existing.status, isBeingDeleted: existing.isBeingDeleted))
  }

  func neighbours(of spec: BackupSpec, _ key: ObjectKey) -> Fact<BackupNeighbours> {
    switch cluster.neighbours(of: spec, key) {
    case .known(let existing): documents.neighbours(of: spec, key).map { merged($0, existing) }
    case .unknown(let reason): .unknown(reason)
    case .absent: .absent
    }
  }

  func operations(onCluster key: ObjectKey) -> Fact<[OperationFact]> { cluster.operations(onCluster: key) }

  func mayRead(_ secret: ObjectKey, _ author: Author) -> Fact<Bool> { cluster.mayRead(secret, author) }

  var lacksAnswers: Bool { cluster.lacksAnswers }

  /// A document takes the place of the object of its name.
  private func merged(_ written: BackupNeighbours, _ existing: BackupNeighbours) -> BackupNeighbours {
    func others(_ facts: [BackupFact]) -> [BackupFact] { facts.filter { documents.backup($0.key).value == nil } }
    return BackupNeighbours(
      twin: existing.twin ?? written.twin,
      tagRelatives: Array(
        (written.tagRelatives + others(existing.tagRelatives)).prefix(BackupNeighbours.mostTagRelatives)),
      schedules: Array((written.schedules + others(existing.schedules)).prefix(BackupNeighbours.mostSchedules)))
  }
}

extension Fact {
  /// Nil unless the value is known.
  fileprivate var known: Self? { value == nil ? nil : self }
}
