// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Policy

@testable import Reconcilers

// Objects as people write them, and short ways to the ones that most stories are about.
extension Scenario {
  static let nightly = key("nightly")
  static let again = key("again")

  /// A backup of the cluster `demo`.
  static func backup(_ key: ObjectKey = nightly, _ spec: String = "{}") -> JSONValue {
    object(
      "CassandraBackup", key,
      #"""
      {"cassandraCluster":"demo","storageLocation":"s3://acme","snapshotTag":"\#(key.name)","secret":"keys"}
      """#, spec)
  }

  /// A restore of the backup `nightly`.
  static func restore(_ key: ObjectKey = again, _ spec: String = "{}") -> JSONValue {
    object("CassandraRestore", key, #"{"cassandraBackup":"nightly","cassandraCluster":"demo"}"#, spec)
  }

  private static func object(_ kind: String, _ key: ObjectKey, _ usual: String, _ spec: String) -> JSONValue {
    json(
      """
      {"apiVersion":"db.orange.com/v2","kind":"\(kind)",
       "metadata":{"namespace":"\(key.namespace)","name":"\(key.name)"},"spec":\(usual)}
      """
    ).merged(with: json(#"{"spec":\#(spec)}"#))
  }

  /// Of the backup `nightly`.
  var backup: ObjectStatus { status(.backup, Self.nightly) }
  var backupEvents: [String] { events(.backup, Self.nightly) }

  /// Of the restore `again`.
  var restore: ObjectStatus { status(.restore, Self.again) }
  var restoreEvents: [String] { events(.restore, Self.again) }

  /// The backup `nightly` is there, and has run well.
  static func afterBackup(_ spec: String = "{}") -> Scenario {
    let scenario = Scenario()
    scenario.apply(backup(nightly, spec))
    scenario.run { scenario.backup.lastSuccess != nil }
    scenario.run(for: .seconds(1))
    return scenario
  }
}
