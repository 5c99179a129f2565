// SPDX-License-Identifier: Apache-2.0
import Backups
import Icarus
import KubeModel
import Policy

extension Target {
  /// - Parameters:
  ///   - object: a backup with its defaults.
  ///   - tag: other than that of the spec only where a run was decided on before.
  /// - Returns: nil for a spec that lacks what every backup needs; the rules have said so.
  init?(backup object: KubeObject, _ key: ObjectKey, tag: TagChoice) {
    let spec = BackupSpec(object.spec)
    guard let cluster = spec.cassandraCluster.value, let location = spec.storageLocation.value,
      let plain = spec.snapshotTag.value?.description
    else { return nil }
    self.init(
      cluster: key.neighbour(cluster), datacenter: spec.datacenter.value,
      request: .backup(
        BackupRequest(
          storageLocation: location.description, snapshotTag: tag.recorded ?? plain, entities: spec.entities.value,
          datacenter: spec.datacenter.value, namespace: key.namespace, secret: spec.secret.value,
          bandwidth: spec.bandwidth.value, duration: spec.duration.value,
          concurrentConnections: spec.concurrentConnections.value)))
  }

  /// - Parameters:
  ///   - object: a restore with its defaults.
  ///   - backup: the one that it names, as the API server has it.
  ///   - tag: which of the backup's runs.
  init?(restore object: KubeObject, _ key: ObjectKey, of backup: KubeObject, tag: TagChoice) {
    let spec = RestoreSpec(object.spec)
    let backupSpec = BackupSpec(backup.spec)
    guard let cluster = spec.cassandraCluster.value ?? backupSpec.cassandraCluster.value,
      let location = backupSpec.storageLocation.value
    else { return nil }
    let exact = spec.exactSchemaVersion.value ?? false
    self.init(
      cluster: key.neighbour(cluster), datacenter: spec.datacenter.value,
      request: .restore(
        RestoreRequest(
          storageLocation: location.description,
          snapshotTag: Self.tag(tag, of: backup, backupSpec, exactSchema: exact), entities: spec.entities.value,
          datacenter: spec.datacenter.value, rename: spec.rename.value ?? RenameMap([:]),
          secret: spec.secret.value ?? backupSpec.secret.value, namespace: key.namespace,
          cassandraDirectory: spec.cassandraDirectory.value,
          downloadDirectory: Self.downloads(beside: spec.cassandraDirectory.value),
          schemaVersion: spec.schemaVersion.value?.description, exactSchemaVersion: exact,
          noDeleteTruncates: spec.noDeleteTruncates.value ?? false,
          concurrentConnections: spec.concurrentConnection.value)))
  }

  /// The tag with the stamp of the last run that succeeded. The plain tag would find the newest manifest that begins with
  /// it, be it of a run that failed or of a backup with a longer tag. With an exact schema version the sidecar looks
  /// for the plain tag followed by that version.
  private static func tag(
    _ tag: TagChoice, of backup: KubeObject, _ spec: BackupSpec, exactSchema: Bool
  ) -> String {
    let plain = spec.snapshotTag.value?.description ?? backup.name ?? ""
    if let recorded = tag.recorded { return recorded }
    guard tag == .lastSuccess, !exactSchema,
      let last = ObjectStatus(backup.status).history.first(where: \.isSuccess)?.tag,
      last.hasPrefix(plain)
    else { return plain }
    return last
  }

  /// Hard links work only within one file system, which is that of Cassandra's directory.
  private static func downloads(beside directory: String?) -> String {
    let usual = "/var/lib/cassandra"
    var folder = directory ?? usual
    while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    return (folder == "/" ? usual : folder) + "/downloadedsstables"
  }
}
