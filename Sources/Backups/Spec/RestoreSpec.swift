// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// The spec of a CassandraRestore, each member read once.
package struct RestoreSpec: Sendable {
  package var cassandraBackup: Field<String>
  package var cassandraCluster: Field<String>
  package var datacenter: Field<String>
  package var entities: Field<Entities>
  package var rename: Field<RenameMap>
  package var secret: Field<String>
  package var cassandraDirectory: Field<String>
  package var schemaVersion: Field<SchemaVersion>
  package var exactSchemaVersion: Field<Bool>
  package var noDeleteTruncates: Field<Bool>
  package var concurrentConnection: Field<Int64>
  package var activeDeadlineSeconds: Field<Int64>
  package var misfits: [Misfit]

  /// - Parameter spec: the object's `spec`; a missing one has no members.
  package init(_ spec: JSONValue?) {
    var reader = FieldReader(spec)
    cassandraBackup = reader.text("cassandraBackup")
    cassandraCluster = reader.text("cassandraCluster")
    datacenter = reader.text("datacenter")
    entities = reader.parsed("entities", Entities.init(parsing:))
    rename = reader.map("rename").map(RenameMap.init)
    secret = reader.text("secret")
    cassandraDirectory = reader.text("cassandraDirectory")
    schemaVersion = reader.parsed("schemaVersion", SchemaVersion.init(parsing:))
    exactSchemaVersion = reader.bool("exactSchemaVersion")
    noDeleteTruncates = reader.bool("noDeleteTruncates")
    concurrentConnection = reader.integer("concurrentConnection")
    activeDeadlineSeconds = reader.integer("activeDeadlineSeconds")
    misfits = reader.finish()
  }
}
