// SPDX-License-Identifier: Apache-2.0
package import Backups

/// A restore of a whole cluster, as a sidecar is asked for it: hard links while Cassandra runs, in five phases.
package struct RestoreRequest: Sendable, Equatable {
  /// Of the backup, as written in its spec.
  package var storageLocation: String
  /// Of the backup. The sidecar takes the newest manifest whose name begins with it.
  package var snapshotTag: String
  /// Nil for everything but the system's own keyspaces.
  package var entities: Entities?
  /// Nil for all.
  package var datacenter: String?
  package var rename: RenameMap
  /// The name of the secret; nil for the credentials of the sidecar's own environment.
  package var secret: String?
  /// Where the secret is.
  package var namespace: String
  /// Nil for the sidecar's own `/var/lib/cassandra`.
  package var cassandraDirectory: String?
  /// On each node; on the file system of the data, and not among them.
  package var downloadDirectory: String
  /// A UUID. It counts only where `exactSchemaVersion` is set.
  package var schemaVersion: String?
  package var exactSchemaVersion: Bool
  /// Keep the snapshots that Cassandra makes of what it truncates.
  package var noDeleteTruncates: Bool
  /// Threads that download, for each node; nil or 0 for the sidecar's own 10.
  package var concurrentConnections: Int64?
  /// For each phase and node, from 1 on; the sidecar takes less than 1 for 5. See
  /// `OperationRequest.usualTimeoutHours`.
  package var timeoutHours: Int
  /// Where Cassandra keeps its data, for sidecars from 2.0.0 on.
  package var dataDirectories: [String]

  /// - Parameters:
  ///   - downloadDirectory: CassKop knows no other than this default.
  ///   - dataDirectories: nil for the folder `data` of `cassandraDirectory`.
  package init(
    storageLocation: String, snapshotTag: String, entities: Entities? = nil, datacenter: String? = nil,
    rename: RenameMap = RenameMap([:]), secret: String? = nil, namespace: String, cassandraDirectory: String? = nil,
    downloadDirectory: String = "/var/lib/cassandra/downloadedsstables", schemaVersion: String? = nil,
    exactSchemaVersion: Bool = false, noDeleteTruncates: Bool = false, concurrentConnections: Int64? = nil,
    timeoutHours: Int = OperationRequest.usualTimeoutHours, dataDirectories: [String]? = nil
  ) {
    self.storageLocation = storageLocation
    self.snapshotTag = snapshotTag
    self.entities = entities
    self.datacenter = datacenter
    self.rename = rename
    self.secret = secret
    self.namespace = namespace
    self.cassandraDirectory = cassandraDirectory
    self.downloadDirectory = downloadDirectory
    self.schemaVersion = schemaVersion
    self.exactSchemaVersion = exactSchemaVersion
    self.noDeleteTruncates = noDeleteTruncates
    self.concurrentConnections = concurrentConnections
    self.timeoutHours = timeoutHours
    self.dataDirectories = dataDirectories ?? ["\(Self.folder(cassandraDirectory))/data"]
  }

  /// The sidecar takes its default for an empty text and for the root.
  private static func folder(_ cassandraDirectory: String?) -> String {
    guard let cassandraDirectory, !["", "/"].contains(cassandraDirectory) else { return "/var/lib/cassandra" }
    return cassandraDirectory.hasSuffix("/") ? String(cassandraDirectory.dropLast()) : cassandraDirectory
  }
}
