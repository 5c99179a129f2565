// SPDX-License-Identifier: Apache-2.0
package import Backups
package import KubeModel
package import Policy

/// A cluster as a set of manifests describes it: what is not among them does not exist, unless there is a gap among them.
/// Immutable, so it is shared without a lock.
package struct ManifestWorld: FactSource {
  private var clusters: [ObjectKey: ClusterFact] = [:]
  private var secrets: [ObjectKey: SecretFact] = [:]
  private var backups = BackupIndex()
  private var operations = OperationIndex()
  private let gap: String?

  /// - Parameters:
  ///   - objects: of any kind; of several with one name the last counts, as if they had been applied in order.
  ///   - gap: why there may be objects beside these; completes "could not be checked: ". What is not found is unknown then.
  package init(_ objects: some Sequence<KubeObject>, gap: String? = nil) {
    self.gap = gap
    var subjects: [Subject: KubeObject] = [:]
    // Nothing can refer to an object whose name the API server has yet to make.
    for object in objects where object.name != nil {
      switch object.kind {
      case "CassandraCluster" where object.groupVersionKind?.group == SubjectKind.group:
        clusters[object.identity] = ClusterFact(object)
      case "Secret" where object.apiVersion == "v1":
        secrets[object.identity] = SecretFact(object)
      default:
        guard let kind = SubjectKind(object) else { continue }
        subjects[Subject(kind: kind, key: object.identity)] = object
      }
    }
    for (subject, object) in subjects.sorted(by: { $0.key < $1.key }) { add(object, subject) }
  }

  private mutating func add(_ object: KubeObject, _ subject: Subject) {
    let effective = Defaults.applied(to: object, subject.kind, facts: self)
    let status = OperationStatus(object.status)
    let cluster: String?
    switch subject.kind {
    case .backup:
      let fact = BackupFact(
        key: subject.key, spec: BackupSpec(effective.spec), status: status, isBeingDeleted: object.isBeingDeleted)
      cluster = fact.spec.cassandraCluster.value
      backups.set(fact)
    case .restore:
      cluster = RestoreSpec(effective.spec).cassandraCluster.value
    }
    guard let cluster, let state = status?.state else { return }
    let operation = OperationFact(kind: subject.kind, key: subject.key, state: state)
    operations.set(operation, onCluster: subject.neighbour(cluster))
  }

  package func cluster(_ key: ObjectKey) -> Fact<ClusterFact> { fact(clusters[key]) }
  package func secret(_ key: ObjectKey) -> Fact<SecretFact> { fact(secrets[key]) }
  package func backup(_ key: ObjectKey) -> Fact<BackupFact> { fact(backups[key]) }

  package func neighbours(of spec: BackupSpec, _ key: ObjectKey) -> Fact<BackupNeighbours> {
    .known(backups.neighbours(of: spec, key))
  }

  package func operations(onCluster key: ObjectKey) -> Fact<[OperationFact]> {
    .known(operations.operations(onCluster: key))
  }

  /// Manifests do not say what a user may do. To say so of each object that names a Secret would bury other warnings.
  package func mayRead(_ secret: ObjectKey, _ author: Author) -> Fact<Bool> { .absent }
}

extension ManifestWorld {
  /// Backups come before restores, whose defaults depend on them.
  private struct Subject: Hashable, Comparable {
    var kind: SubjectKind
    var key: ObjectKey

    func neighbour(_ name: String) -> ObjectKey {
      ObjectKey(namespace: key.namespace, name: name)
    }

    static func < (left: Subject, right: Subject) -> Bool {
      (left.kind.rawValue, left.key.namespace, left.key.name) < (
        right.kind.rawValue, right.key.namespace, right.key.name
      )
    }
  }
}

extension ManifestWorld {
  private func fact<Value>(_ value: Value?) -> Fact<Value> {
    value.map(Fact.known) ?? gap.map(Fact.unknown) ?? .absent
  }
}
