// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// Objects as an API server has them.
enum Objects {
  static func json(_ text: String) throws -> KubeObject {
    KubeObject(try JSONValue(parsing: Array(text.utf8)))
  }

  /// - Parameters:
  ///   - members: of the spec, behind the usual ones.
  ///   - state: `status.condition.type`; nil for no status.
  static func backup(_ name: String, _ members: String = "", state: String? = nil) throws -> KubeObject {
    try object(
      "CassandraBackup", name,
      #""cassandraCluster":"demo","storageLocation":"s3://acme","snapshotTag":"\#(name)","datacenter":"dc1""# + members,
      state)
  }

  static func restore(_ name: String, state: String? = nil) throws -> KubeObject {
    try object("CassandraRestore", name, #""cassandraCluster":"demo","cassandraBackup":"nightly""#, state)
  }

  static func cluster(_ name: String) throws -> KubeObject {
    try object("CassandraCluster", name, #""topology":{"dc":[{"name":"dc1"},{"name":"dc2"}]}"#, nil)
  }

  private static func object(_ kind: String, _ name: String, _ spec: String, _ state: String?) throws -> KubeObject {
    let status = state.map { #","status":{"condition":{"type":"\#($0)"}}"# } ?? ""
    return try json(
      #"{"apiVersion":"db.orange.com/v2","kind":"\#(kind)","metadata":{"namespace":"a","name":"\#(name)"},"spec":{\#(spec)}\#(status)}"#
    )
  }

  static func key(_ name: String) -> ObjectKey { ObjectKey(namespace: "a", name: name) }
}
