// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Testing

@testable import Icarus

@Suite("What a sidecar is sent")
struct OperationBodyTests {
  private func body(_ request: OperationRequest, _ version: String = "1.1.3") throws -> JSONValue {
    request.body(for: try #require(SidecarVersion(version)))
  }

  @Test(
    "a backup is told as its version takes it",
    arguments: [
      ("1.1.3", #""k8sNamespace":"cass","k8sSecretName":"bucket-keys""#),
      ("2.0.0", #""k8sNamespace":"cass","k8sSecretName":"bucket-keys","dataDirs":["/var/lib/cassandra/data"]"#),
      (
        "2.0.2",
        #"""
        "k8sNamespace":"cass","k8sSecretName":"bucket-keys","dataDirs":["/var/lib/cassandra/data"],
        "duration":{"value":5400,"unit":"SECONDS"}
        """#
      ),
      ("3.0.0", #""dataDirs":["/var/lib/cassandra/data"],"duration":{"value":5400,"unit":"SECONDS"}"#),
    ])
  func backup(version: String, own: String) throws {
    let expected = try Examples.json(
      """
      {"type":"backup","storageLocation":"s3://acme","snapshotTag":"nightly","dc":"dc1","entities":"ks1,ks2",
       "globalRequest":true,"bandwidth":{"value":10,"unit":"MBPS"},"concurrentConnections":4,"timeout":168,\(own)}
      """)
    #expect(try body(.backup(try Examples.backup()), version) == expected)
  }

  @Test("of a backup that asks for nothing special little is sent, but always where no secret is")
  func plainBackup() throws {
    let request = BackupRequest(storageLocation: "s3://b", snapshotTag: "t", namespace: "n", timeoutHours: 7)
    let expected = try Examples.json(
      """
      {"type":"backup","storageLocation":"s3://b","snapshotTag":"t","globalRequest":true,"k8sNamespace":"n",
       "k8sSecretName":"","timeout":7}
      """)
    #expect(try body(.backup(request)) == expected)
    var empty = request
    (empty.entities, empty.datacenter, empty.secret, empty.concurrentConnections) = (.all, "", "", 0)
    #expect(try body(.backup(empty)) == expected)
  }

  @Test(
    "a duration is sent in whole seconds, rounded up, and only if it is one",
    arguments: [
      (1, 1), (999_999_999, 1), (1_000_000_000, 1), (1_000_000_001, 2), (Int64.max, 9_223_372_037), (0, nil),
      (-1, nil), (.min, nil),
    ] as [(Int64, Int64?)])
  func duration(nanoseconds: Int64, seconds: Int64?) throws {
    var request = try Examples.backup()
    request.duration = GoDuration(nanoseconds: nanoseconds)
    let duration = try body(.backup(request), "2.0.2")["duration"]
    #expect(duration?["value"]?.integer == seconds)
    #expect(duration?["unit"]?.string == (seconds == nil ? nil : "SECONDS"))
  }

  @Test(
    "a rate limit has its unit always",
    arguments: [("5", "BPS"), ("5k", "KBPS"), ("5M", "MBPS"), ("5G", "GBPS")])
  func bandwidth(text: String, unit: String) throws {
    var request = try Examples.backup()
    request.bandwidth = try Bandwidth(parsing: text)
    #expect(try body(.backup(request))["bandwidth"] == Examples.json(#"{"value":5,"unit":"\#(unit)"}"#))
  }

  @Test(
    "a restore is told as its version takes it",
    arguments: [
      ("1.1.3", #""k8sNamespace":"cass","k8sSecretName":"bucket-keys""#),
      ("2.0.4", #""k8sNamespace":"cass","k8sSecretName":"bucket-keys","dataDirs":["/var/lib/cassandra/data"]"#),
      ("3.0.0", #""dataDirs":["/var/lib/cassandra/data"]"#),
    ])
  func restore(version: String, own: String) throws {
    let expected = try Examples.json(
      """
      {"type":"restore","storageLocation":"s3://acme","snapshotTag":"nightly","restorationPhase":"INIT",
       "restorationStrategyType":"HARDLINKS","globalRequest":true,"resolveHostIdFromTopology":true,
       "import":{"type":"import","sourceDir":"/var/lib/cassandra/downloadedsstables"},
       "entities":"ks1.t1","rename":{"ks1.t1":"ks1.t1_copy"},"timeout":168,\(own)}
      """)
    #expect(try body(.restore(try Examples.restore()), version) == expected)
  }

  @Test("all that a restore may ask for is sent")
  func fullRestore() throws {
    let request = RestoreRequest(
      storageLocation: "s3://b", snapshotTag: "t", datacenter: "dc2", namespace: "n", cassandraDirectory: "/cass/",
      downloadDirectory: "/cass/down", schemaVersion: "9f1c2d3e-0000-3000-8000-000000000001",
      exactSchemaVersion: true, noDeleteTruncates: true, concurrentConnections: 2, timeoutHours: 1)
    let expected = try Examples.json(
      """
      {"type":"restore","storageLocation":"s3://b","snapshotTag":"t","restorationPhase":"INIT",
       "restorationStrategyType":"HARDLINKS","globalRequest":true,"resolveHostIdFromTopology":true,
       "import":{"type":"import","sourceDir":"/cass/down"},"dc":"dc2","k8sNamespace":"n","k8sSecretName":"",
       "cassandraDirectory":"/cass/","schemaVersion":"9f1c2d3e-0000-3000-8000-000000000001",
       "exactSchemaVersion":true,"noDeleteTruncates":true,"concurrentConnections":2,"timeout":1,
       "dataDirs":["/cass/data"]}
      """)
    #expect(try body(.restore(request), "2.0.4") == expected)
  }

  @Test(
    "the data of a restore are in its Cassandra directory, which is the sidecar's own where it takes none",
    arguments: [
      (nil, "/var/lib/cassandra/data"), ("", "/var/lib/cassandra/data"), ("/", "/var/lib/cassandra/data"),
      ("/c", "/c/data"), ("/c/", "/c/data"),
    ] as [(String?, String)])
  func dataDirectories(folder: String?, data: String) {
    let request = RestoreRequest(
      storageLocation: "s3://b", snapshotTag: "t", namespace: "n", cassandraDirectory: folder)
    #expect(request.dataDirectories == [data])
  }

  @Test("text from a spec stays text")
  func escaping() throws {
    let text = "a\"b\\c\n\u{0}é"
    let request = BackupRequest(storageLocation: text, snapshotTag: text, datacenter: text, namespace: text)
    let sent = try JSONValue(parsing: Array(try body(.backup(request)).rawBytes))
    for name in ["storageLocation", "snapshotTag", "dc", "k8sNamespace"] { #expect(sent[name]?.string == text) }
  }
}
