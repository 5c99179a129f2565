// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// The kinds whose objects are watched for facts.
package enum WatchedKind {
  package static let backups = KubeResource(
    group: "db.orange.com", version: "v2", plural: "cassandrabackups", kind: "CassandraBackup")
  package static let restores = KubeResource(
    group: "db.orange.com", version: "v2", plural: "cassandrarestores", kind: "CassandraRestore")
  package static let clusters = KubeResource(
    group: "db.orange.com", version: "v2", plural: "cassandraclusters", kind: "CassandraCluster")
}
