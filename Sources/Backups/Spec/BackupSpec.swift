// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// The spec of a CassandraBackup, each member read once.
package struct BackupSpec: Sendable {
  package var cassandraCluster: Field<String>
  package var datacenter: Field<String>
  package var storageLocation: Field<StorageLocation>
  package var snapshotTag: Field<SnapshotTag>
  package var entities: Field<Entities>
  package var secret: Field<String>
  package var schedule: Field<String>
  package var timeZone: Field<String>
  package var suspend: Field<Bool>
  package var concurrencyPolicy: Field<ConcurrencyPolicy>
  package var startingDeadlineSeconds: Field<Int64>
  package var activeDeadlineSeconds: Field<Int64>
  package var backoffLimit: Field<Int64>
  package var historyLimit: Field<Int64>
  package var duration: Field<GoDuration>
  package var bandwidth: Field<Bandwidth>
  package var concurrentConnections: Field<Int64>
  package var misfits: [Misfit]

  /// - Parameter spec: the object's `spec`; a missing one has no members.
  package init(_ spec: JSONValue?) {
    var reader = FieldReader(spec)
    cassandraCluster = reader.text("cassandraCluster")
    datacenter = reader.text("datacenter")
    storageLocation = reader.parsed("storageLocation", emptyIsAbsent: false, StorageLocation.init(parsing:))
    snapshotTag = reader.parsed("snapshotTag", emptyIsAbsent: false, SnapshotTag.init(parsing:))
    entities = reader.parsed("entities", Entities.init(parsing:))
    secret = reader.text("secret")
    schedule = reader.text("schedule")
    timeZone = reader.text("timeZone")
    suspend = reader.bool("suspend")
    concurrencyPolicy = reader.parsed("concurrencyPolicy", ConcurrencyPolicy.init(parsing:))
    startingDeadlineSeconds = reader.integer("startingDeadlineSeconds")
    activeDeadlineSeconds = reader.integer("activeDeadlineSeconds")
    backoffLimit = reader.integer("backoffLimit")
    historyLimit = reader.integer("historyLimit")
    duration = reader.parsed("duration", GoDuration.init(parsing:))
    bandwidth = reader.parsed("bandwidth", Bandwidth.init(parsing:))
    concurrentConnections = reader.integer("concurrentConnections")
    misfits = reader.finish()
  }

  /// Runs once in its life: it has no schedule.
  package var isOneShot: Bool { schedule.isAbsent }
}
