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
  package var schedule: Field<CronSchedule>
  package var timeZone: Field<TimeZoneRules>
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
  package init(_ spec: JSONValue?, zones: TimeZoneDatabase = .system) {
    var reader = FieldReader(spec)
    cassandraCluster = reader.text("cassandraCluster")
    datacenter = reader.text("datacenter")
    storageLocation = reader.parsed("storageLocation", emptyIsAbsent: false, StorageLocation.init(parsing:))
    snapshotTag = reader.parsed("snapshotTag", emptyIsAbsent: false, SnapshotTag.init(parsing:))
    entities = reader.parsed("entities", Entities.init(parsing:))
    secret = reader.text("secret")
    schedule = reader.parsed("schedule") { text throws(CronError) in try CronSchedule(parsing: text, zones: zones) }
    timeZone = reader.parsed("timeZone") { name throws(TimeZoneError) in try zones.zone(named: name) }
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

  /// The zone of a schedule that has no prefix of its own.
  package var zone: TimeZoneRules { timeZone.value ?? .utc }

  /// The schedule where its times can be told: nil too where its zone cannot be read, since its times are nobody's then.
  package var timedSchedule: CronSchedule? {
    if case .invalid = timeZone { nil } else { schedule.value }
  }

  /// The first slot after an instant; nil without a schedule that can be read, and for one that never fires.
  package func nextSlot(after instant: Instant) -> Instant? {
    schedule.value?.next(after: instant, in: zone)
  }
}
