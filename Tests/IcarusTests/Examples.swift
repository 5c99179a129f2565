// SPDX-License-Identifier: Apache-2.0
import Backups
import Icarus
import KubeModel
import Testing

/// What several suites speak of.
enum Examples {
  static let id = "0b8f6a4e-8f0d-4b53-9c5f-3a1f6d1c2e77"
  static let endpoint = SidecarEndpoint(address: "10.0.0.7")
  static let stamp = "-9f1c2d3e-0000-3000-8000-000000000001-1714528800123"

  /// A failed backup, as Icarus 1.1.3 prints it.
  static let operation = """
    { "id" : "0b8f6a4e-8f0d-4b53-9c5f-3a1f6d1c2e77", "creationTime" : "2024-05-01T02:00:00.101Z",
      "state" : "FAILED",
      "errors" : [ { "source" : "demo-dc1-rack1-0", "message" : "no such bucket" } ],
      "progress" : 1.0, "startTime" : "2024-05-01T02:00:00.105Z", "type" : "backup",
      "storageLocation" : "s3://acme", "concurrentConnections" : 10, "metadataDirective" : "COPY",
      "cassandraDirectory" : "/var/lib/cassandra", "entities" : "ks1,ks2",
      "snapshotTag" : "nightly-9f1c2d3e-0000-3000-8000-000000000001-1714528800123", "globalRequest" : true, "dc" : "dc1",
      "timeout" : 5, "insecure" : false, "createMissingBucket" : false, "skipBucketVerification" : false,
      "schemaVersion" : "9f1c2d3e-0000-3000-8000-000000000001", "uploadClusterTopology" : false,
      "retry" : { "interval" : 10, "strategy" : "LINEAR", "maxAttempts" : 3, "enabled" : false },
      "skipRefreshing" : false, "completionTime" : "2024-05-01T02:00:12.400Z" }
    """

  static func json(_ text: String) throws -> JSONValue {
    try JSONValue(parsing: Array(text.utf8))
  }

  static func backup() throws -> BackupRequest {
    BackupRequest(
      storageLocation: "s3://acme", snapshotTag: "nightly", entities: try Entities(parsing: "ks1,ks2"),
      datacenter: "dc1", namespace: "cass", secret: "bucket-keys", bandwidth: try Bandwidth(parsing: "10M"),
      duration: try GoDuration(parsing: "1h30m"), concurrentConnections: 4)
  }

  static func restore() throws -> RestoreRequest {
    RestoreRequest(
      storageLocation: "s3://acme", snapshotTag: "nightly", entities: try Entities(parsing: "ks1.t1"),
      rename: RenameMap(["ks1.t1": "ks1.t1_copy"]), secret: "bucket-keys", namespace: "cass")
  }
}
