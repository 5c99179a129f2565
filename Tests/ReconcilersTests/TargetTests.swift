// SPDX-License-Identifier: Apache-2.0
import Backups
import Documents
import Icarus
import KubeModel
import Testing

@testable import Reconcilers

@Suite("What a sidecar is asked for")
struct TargetTests {
  private let key = ObjectKey(namespace: "shop", name: "nightly")

  private func sample(_ name: String) throws -> KubeObject {
    let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    let bytes = try FileBytes.read("\(root)/manifests/samples/\(name).yaml", limit: 1 << 20)
    let document = try #require(DocumentReader.documents(in: bytes, file: name).first)
    return KubeObject(try document.get().value)
  }

  private func object(_ spec: String, status: String = "{}", name: String = "nightly") -> KubeObject {
    KubeObject(json(#"{"metadata":{"namespace":"shop","name":"\#(name)"},"spec":\#(spec),"status":\#(status)}"#))
  }

  private func restore(
    _ spec: String = "{}", of backup: KubeObject, tag: TagChoice = .lastSuccess
  ) throws -> RestoreRequest {
    let target = try #require(Target(restore: object(spec), key, of: backup, tag: tag))
    guard case .restore(let request) = target.request else { throw Unexpected() }
    return request
  }

  private struct Unexpected: Error {}

  private let backup =
    #"{"cassandraCluster":"demo","storageLocation":"s3://acme","snapshotTag":"nightly","secret":"keys"}"#

  private func history(_ entries: String) -> KubeObject { object(backup, status: #"{"history":[\#(entries)]}"#) }

  @Test("the sample backup")
  func sampleBackup() throws {
    let target = try #require(Target(backup: try sample("backup"), key, tag: .plain))
    #expect(target.cluster == ObjectKey(namespace: "shop", name: "test-cluster"))
    #expect(target.datacenter == "dc1")
    #expect(
      target.request.body(for: .usual)
        == json(
          """
          {"type":"backup","globalRequest":true,"storageLocation":"s3://cassie","snapshotTag":"SnapshotTag2","dc":"dc1",
           "entities":"k1.t1,k2.t3","k8sNamespace":"shop","k8sSecretName":"cloud-backup-secrets","timeout":168}
          """))
  }

  @Test("the sample restore")
  func sampleRestore() throws {
    let target = try #require(
      Target(restore: try sample("restore"), key, of: try sample("backup"), tag: .lastSuccess))
    #expect(target.cluster == ObjectKey(namespace: "shop", name: "test-cluster"))
    #expect(
      target.request.body(for: .usual)
        == json(
          """
          {"type":"restore","globalRequest":true,"storageLocation":"s3://cassie","snapshotTag":"SnapshotTag2",
           "restorationPhase":"INIT","restorationStrategyType":"HARDLINKS","resolveHostIdFromTopology":true,
           "import":{"type":"import","sourceDir":"/var/lib/cassandra/downloadedsstables"},"entities":"k1.t1",
           "k8sNamespace":"shop","k8sSecretName":"cloud-backup-secrets","timeout":168}
          """))
  }

  @Test("a backup is asked for as its spec is now, whatever it was when its schedule began")
  func editedBackup() throws {
    var course = Course.scheduled()
    course.turn()
    course.patch(
      #"{"spec":{"storageLocation":"s3://other","entities":"ks2","secret":"new","snapshotTag":"t","datacenter":"dc2"}}"#
    )
    let target = try #require(Target(backup: course.object, key, tag: .plain))
    guard case .backup(let request) = target.request else { throw Unexpected() }
    #expect(request.storageLocation == "s3://other" && request.entities?.description == "ks2")
    #expect((request.secret, request.snapshotTag, request.datacenter) == ("new", "t", "dc2"))
  }

  @Test("a run keeps the tag that it was decided on with")
  func recordedTag() throws {
    let target = try #require(Target(backup: object(backup), key, tag: .exactly("before")))
    #expect(target.request.snapshotTag == "before")
    #expect(try restore(of: object(backup), tag: .exactly("before")).snapshotTag == "before")
  }

  @Test("a spec that lacks what is needed asks for nothing")
  func incomplete() {
    for spec in ["{}", #"{"cassandraCluster":"demo"}"#, #"{"cassandraCluster":"demo","storageLocation":"cassie"}"#] {
      #expect(Target(backup: object(spec), key, tag: .plain) == nil)
      #expect(Target(restore: object("{}"), key, of: object(spec), tag: .plain) == nil)
    }
  }

  // MARK: Which run is restored

  @Test("the last run that succeeded is restored, and not a later one that failed or a longer tag")
  func lastSuccess() throws {
    let status = """
      {"state":"SKIPPED"},{"state":"FAILED","tag":"nightly-9-3"},{"state":"COMPLETED","tag":"nightly-9-2"},
      {"state":"COMPLETED","tag":"nightly-9-1"}
      """
    #expect(try restore(of: history(status)).snapshotTag == "nightly-9-2")
    #expect(try restore(of: history(status), tag: .plain).snapshotTag == "nightly")
  }

  @Test(
    "without a success on record the tag of the spec finds the newest",
    arguments: [
      "", #"{"state":"FAILED","tag":"nightly-9-3"}"#, #"{"state":"COMPLETED"}"#,
      #"{"state":"COMPLETED","tag":"monthly-9-3"}"#, #"{"state":"COMPLETED","tag":7}"#,
    ])
  func noSuccess(entries: String) throws {
    #expect(try restore(of: history(entries)).snapshotTag == "nightly")
  }

  @Test("a backup without a tag goes by its name")
  func nameAsTag() throws {
    let nameless = object(#"{"cassandraCluster":"demo","storageLocation":"s3://acme"}"#, name: "weekly")
    #expect(try restore(of: nameless).snapshotTag == "weekly")
  }

  @Test("with an exact schema version the plain tag is asked for, which the sidecar adds that version to")
  func exactSchema() throws {
    let status = #"{"state":"COMPLETED","tag":"nightly-9-2"}"#
    let version = "9f1c2d3e-0000-3000-8000-000000000001"
    let exact = try restore(#"{"exactSchemaVersion":true,"schemaVersion":"\#(version)"}"#, of: history(status))
    #expect((exact.snapshotTag, exact.schemaVersion, exact.exactSchemaVersion) == ("nightly", version, true))
    #expect(try restore(#"{"exactSchemaVersion":false}"#, of: history(status)).snapshotTag == "nightly-9-2")
  }

  // MARK: What else a restore says

  @Test(
    "downloads go beside the data, so that hard links work",
    arguments: [
      ("{}", nil, "/var/lib/cassandra/downloadedsstables"),
      (#"{"cassandraDirectory":""}"#, nil, "/var/lib/cassandra/downloadedsstables"),
      (#"{"cassandraDirectory":"/data/c"}"#, "/data/c", "/data/c/downloadedsstables"),
      (#"{"cassandraDirectory":"/data/c//"}"#, "/data/c//", "/data/c/downloadedsstables"),
      (#"{"cassandraDirectory":"/"}"#, "/", "/var/lib/cassandra/downloadedsstables"),
      (#"{"cassandraDirectory":"///"}"#, "///", "/var/lib/cassandra/downloadedsstables"),
    ] as [(String, String?, String)])
  func directories(spec: String, directory: String?, downloads: String) throws {
    let request = try restore(spec, of: object(backup))
    #expect((request.cassandraDirectory, request.downloadDirectory) == (directory, downloads))
  }

  @Test("a restore's own secret and cluster come before those of its backup, and its namespace is always told")
  func own() throws {
    #expect(try restore(of: object(backup)).secret == "keys")
    let request = try restore(#"{"secret":"mine","noDeleteTruncates":true}"#, of: object(backup))
    #expect((request.secret, request.namespace, request.noDeleteTruncates) == ("mine", "shop", true))
    let target = Target(restore: object(#"{"cassandraCluster":"copy"}"#), key, of: object(backup), tag: .plain)
    #expect(target?.cluster == ObjectKey(namespace: "shop", name: "copy"))
  }
}
