// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Policy
private import Synchronization

/// The facts of one review: from the stores, or found by a look-up. Keeps account of what neither has.
///
/// What a store does not have is looked up all the same: the object may have been made a millisecond ago.
final class ReviewFacts: FactSource {
  private let stores: WatchedStores
  let answers: LookUpAnswers
  private let asked = Mutex<Set<LookUp>>([])

  init(_ stores: WatchedStores, answers: LookUpAnswers = LookUpAnswers()) {
    self.stores = stores
    self.answers = answers
  }

  /// What was asked so far and could not be answered.
  var missing: Set<LookUp> { asked.withLock { $0 } }

  var lacksAnswers: Bool { asked.withLock { !$0.isEmpty } }

  func cluster(_ key: ObjectKey) -> Fact<ClusterFact> {
    guard !key.name.isEmpty else { return .absent }
    if let fact = stores[key.namespace]?.clusters.read({ $0[key] }) { return .known(fact) }
    return answers.clusters[key] ?? unanswered(.cluster(key))
  }

  func backup(_ key: ObjectKey) -> Fact<BackupFact> {
    guard !key.name.isEmpty else { return .absent }
    if let fact = stores[key.namespace]?.backups.read({ $0.index[key] }) { return .known(fact) }
    return answers.backups[key] ?? unanswered(.backup(key))
  }

  func secret(_ key: ObjectKey) -> Fact<SecretFact> {
    guard !key.name.isEmpty else { return .absent }
    return answers.secrets[key] ?? unanswered(.secret(key))
  }

  func mayRead(_ secret: ObjectKey, _ author: Author) -> Fact<Bool> {
    let question = AccessQuestion(author: author, secret: secret)
    return answers.accesses[question] ?? unanswered(.access(question))
  }

  func neighbours(of spec: BackupSpec, _ key: ObjectKey) -> Fact<BackupNeighbours> {
    guard let stores = stores[key.namespace] else { return .unknown(WatchedStores.notWatched(key.namespace)) }
    return stores.backups.fact { $0.index.neighbours(of: spec, key) }
  }

  func operations(onCluster key: ObjectKey) -> Fact<[OperationFact]> {
    guard let stores = stores[key.namespace] else { return .unknown(WatchedStores.notWatched(key.namespace)) }
    let backups = stores.backups.fact { $0.operations.operations(onCluster: key) }
    let restores = stores.restores.fact { $0.operations.operations(onCluster: key) }
    return switch (backups, restores) {
    case (.known(let backups), .known(let restores)): .known(Array((backups + restores).prefix(OperationIndex.most)))
    case (.unknown(let reason), _), (_, .unknown(let reason)): .unknown(reason)
    case (.absent, _), (_, .absent): .absent
    }
  }

  private func unanswered<Value>(_ lookUp: LookUp) -> Fact<Value> {
    asked.withLock { _ = $0.insert(lookUp) }
    return .unknown("it has yet to be looked up")
  }
}
