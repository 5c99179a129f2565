// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Outbound
import TestSupport

@testable import KubeClient

/// A client of a scripted server, and what it is asked about.
enum TestClient {
  static let backups = KubeResource(
    group: "db.orange.com", version: "v2", plural: "cassandrabackups", kind: "CassandraBackup")
  static let secrets = KubeResource(group: "", version: "v1", plural: "secrets", kind: "Secret")
  static let key = ObjectKey(namespace: "ns", name: "daily")
  static let object = #"{"apiVersion":"db.orange.com/v2","kind":"CassandraBackup","metadata":{"name":"daily"}}"#

  static func make(
    _ transport: MemoryTransport, authentication: Authentication = .none, clock: ManualClock = ManualClock()
  ) throws -> ClusterClient {
    let connection = ClusterConnection(
      server: try ServerURL("https://api:6443"), security: OutboundSecurity(authorities: Array("CA".utf8)),
      authentication: authentication)
    return ClusterClient(connection, transport: transport, userAgent: "cassette/test", clock: clock)
  }

  static func json(_ text: String) throws -> JSONValue {
    try JSONValue(parsing: Array(text.utf8))
  }
}
