// SPDX-License-Identifier: Apache-2.0
package import Backups

/// A backup of a whole cluster, as a sidecar is asked for it: the one that is asked coordinates the others.
package struct BackupRequest: Sendable, Equatable {
  /// As written in the spec.
  package var storageLocation: String
  package var snapshotTag: String
  /// Nil for everything.
  package var entities: Entities?
  /// Nil for all.
  package var datacenter: String?
  /// Where the secret is.
  package var namespace: String
  /// The name of the secret; nil for the credentials of the sidecar's own environment.
  package var secret: String?
  /// For each node; nil for no limit.
  package var bandwidth: Bandwidth?
  /// How long the upload of a node may be stretched. A part of a second counts as a whole one, what is not positive as
  /// nil; sidecars before 2.0.2 are not told.
  package var duration: GoDuration?
  /// Threads that upload, for each node; nil or 0 for the sidecar's own 10.
  package var concurrentConnections: Int64?
  /// Where Cassandra keeps its data, for sidecars from 2.0.0 on.
  package var dataDirectories: [String]
  /// From 1 on; the sidecar takes less than 1 for 5. See `OperationRequest.usualTimeoutHours`.
  package var timeoutHours: Int

  package init(
    storageLocation: String, snapshotTag: String, entities: Entities? = nil, datacenter: String? = nil,
    namespace: String, secret: String? = nil, bandwidth: Bandwidth? = nil, duration: GoDuration? = nil,
    concurrentConnections: Int64? = nil, dataDirectories: [String] = ["/var/lib/cassandra/data"],
    timeoutHours: Int = OperationRequest.usualTimeoutHours
  ) {
    self.storageLocation = storageLocation
    self.snapshotTag = snapshotTag
    self.entities = entities
    self.datacenter = datacenter
    self.namespace = namespace
    self.secret = secret
    self.bandwidth = bandwidth
    self.duration = duration
    self.concurrentConnections = concurrentConnections
    self.dataDirectories = dataDirectories
    self.timeoutHours = timeoutHours
  }
}
