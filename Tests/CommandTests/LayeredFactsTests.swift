// SPDX-License-Identifier: Apache-2.0
import Backups
import Documents
import KubeModel
import ManifestFacts
import Policy
import Testing

@testable import Command

@Suite("Files over a cluster")
struct LayeredFactsTests {
  private static func world(_ text: String) -> ManifestWorld {
    ManifestWorld(Manifests.documents(text).map { KubeObject($0.value) })
  }

  private static func backup(_ name: String, _ entities: String, completed: Bool = false) -> String {
    """
    apiVersion: db.orange.com/v2
    kind: CassandraBackup
    metadata: {name: \(name)}
    spec: {cassandraCluster: c, storageLocation: "s3://cassie", snapshotTag: same, entities: \(entities)}
    \(completed ? "status: {condition: {type: COMPLETED}}" : "")
    ---

    """
  }

  private let key = ObjectKey(namespace: "default", name: "b")

  @Test("what a file says counts before what the cluster says, and the runs are those of the cluster")
  func file() {
    let facts = LayeredFacts(
      documents: Self.world(Self.backup("b", "k1.new")),
      cluster: Self.world(Self.backup("b", "k1.old", completed: true)))
    let backup = facts.backup(key).value
    #expect(backup?.spec.entities.value?.description == "k1.new")
    #expect(backup?.status?.hasCompleted == true)
  }

  @Test("a backup that is being deleted is so whatever a file says")
  func deleted() {
    let going = Self.backup("b", "k1.t1", completed: true)
      .replacing("{name: b}", with: #"{name: b, deletionTimestamp: "2026-11-22T16:18:04Z"}"#)
    let facts = LayeredFacts(documents: Self.world(Self.backup("b", "k1.t1")), cluster: Self.world(going))
    #expect(facts.backup(key).value?.isBeingDeleted == true)
  }

  @Test("what no file says is as in the cluster")
  func cluster() {
    let facts = LayeredFacts(documents: Self.world(""), cluster: Self.world(Self.backup("b", "k1.old")))
    #expect(facts.backup(key).value?.spec.entities.value?.description == "k1.old")
    #expect(facts.backup(ObjectKey(namespace: "default", name: "none")).value == nil)
  }

  @Test("a twin in the cluster counts, also where a file speaks of it")
  func neighbours() throws {
    let spec = BackupSpec(KubeObject(try #require(Manifests.documents(Self.backup("x", "k1.t1")).first).value).spec)
    let other = ObjectKey(namespace: "default", name: "x")
    let cluster = Self.world(Self.backup("b", "k1.old", completed: true))
    func twin(_ documents: String) -> ObjectKey? {
      LayeredFacts(documents: Self.world(documents), cluster: cluster).neighbours(of: spec, other).value?.twin?.key
    }
    #expect(twin("") == key)
    #expect(twin(Self.backup("b", "k1.new")) == key)
  }

  @Test("a cluster that is unknown stays unknown")
  func unknown() {
    let facts = LayeredFacts(documents: Self.world(""), cluster: NoFacts(reason: "nobody knows"))
    guard case .unknown("nobody knows") = facts.cluster(key) else {
      Issue.record("known although nobody knows")
      return
    }
  }
}
