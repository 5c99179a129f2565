// SPDX-License-Identifier: Apache-2.0
import Backups
package import KubeModel

/// The members that an object may leave out, as edits of its tree. Only what is absent is added, and nothing that
/// depends on a fact that is not known: what the user wrote is never rewritten.
package enum Defaults {
  /// The sidecar's own default, written down so that `kubectl get -o yaml` shows what will happen.
  static let concurrentConnections: Int64 = 10

  /// What a restore that does not say takes from its backup.
  private static let inherited = ["cassandraCluster", "datacenter", "entities", "secret"]

  package static func edits(for object: KubeObject, _ kind: SubjectKind, facts: any FactSource) -> JSONPatch {
    guard let spec = object.spec, spec.kind == .object else { return JSONPatch() }
    var edits = SpecEdits(spec: spec)
    switch kind {
    case .backup: backup(&edits, object, facts)
    case .restore: restore(&edits, object, facts)
    }
    return edits.patch
  }

  package static func applied(to object: KubeObject, _ kind: SubjectKind, facts: any FactSource) -> KubeObject {
    let edits = edits(for: object, kind, facts: facts)
    guard !edits.isEmpty else { return object }
    do {
      return KubeObject(try edits.applied(to: object.json))
    } catch {
      preconditionFailure("defaults are added to a spec that was seen to be an object: \(error)")
    }
  }

  private static func backup(_ edits: inout SpecEdits, _ object: KubeObject, _ facts: any FactSource) {
    if edits.lacks("snapshotTag") { edits.add("snapshotTag", object.name) }
    if edits.lacks("datacenter"), let cluster = edits.text("cassandraCluster"),
      let datacenters = facts.cluster(object.identity.neighbour(cluster)).value?.datacenters, datacenters.count == 1
    {
      edits.add("datacenter", datacenters[0])
    }
    edits.add("concurrentConnections", concurrentConnections)
  }

  private static func restore(_ edits: inout SpecEdits, _ object: KubeObject, _ facts: any FactSource) {
    if inherited.contains(where: edits.lacks), let name = edits.text("cassandraBackup"),
      let backup = facts.backup(object.identity.neighbour(name)).value?.spec
    {
      edits.add("cassandraCluster", backup.cassandraCluster.value)
      edits.add("datacenter", backup.datacenter.value)
      if let entities = backup.entities.value, edits.lacks("entities"), suits(entities, object) {
        edits.add("entities", entities.description)
      }
      edits.add("secret", backup.secret.value)
    }
    edits.add("concurrentConnection", concurrentConnections)
  }

  /// A restore that renames must list tables. Keyspaces that nobody wrote would only blur what it is refused for.
  private static func suits(_ entities: Entities, _ restore: KubeObject) -> Bool {
    guard case .tables = entities else { return restore.spec?["rename"].map { $0.isNull || $0.count == 0 } ?? true }
    return true
  }
}
