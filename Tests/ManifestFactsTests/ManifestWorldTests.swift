// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Policy
import Testing

@testable import ManifestFacts

@Suite("Manifests as a world")
struct ManifestWorldTests {
  private static let yaml = """
    apiVersion: db.orange.com/v2
    kind: CassandraCluster
    metadata: {name: c, namespace: ns}
    spec: {topology: {dc: [{name: dc1}, {name: dc2}]}}
    ---
    apiVersion: v1
    kind: Secret
    metadata: {name: s}
    stringData: {key: value}
    ---
    apiVersion: db.orange.com/v2
    kind: CassandraBackup
    metadata: {name: b, namespace: ns}
    spec: {cassandraCluster: c, storageLocation: "s3://cassie", entities: k1}
    """

  @Test("what is there is known, what is not is absent, never unknown")
  func knownOrAbsent() throws {
    let world = try world(Self.yaml)
    #expect(world.cluster(key("c", "ns")).value?.datacenters == ["dc1", "dc2"])
    #expect(world.secret(key("s")).value?.entries == ["key": .usable])
    #expect(world.backup(key("b", "ns")).value?.spec.entities.value?.description == "k1")
    for state in [world.cluster(key("x")).state, world.secret(key("x")).state, world.backup(key("x")).state] {
      #expect(state == "absent")
    }
    #expect(world.neighbours(key("x"), cluster: "x") == [])
    #expect(world.operations(onCluster: key("x")).value?.isEmpty == true)
  }

  @Test("nobody has rights in a set of manifests")
  func rights() throws {
    #expect(try world(Self.yaml).mayRead(key("s"), Author(username: "alice")).state == "absent")
  }

  @Test("an object is in its own namespace and in no other; without one it is in default")
  func namespaces() throws {
    let world = try world(Self.yaml)
    #expect(world.cluster(key("c")).state == "absent")
    #expect(world.backup(key("b")).state == "absent")
    #expect(world.secret(key("s", "ns")).state == "absent")
    #expect(world.secret(key("s", "default")).state == "known")
  }

  @Test("of two objects with one name the last counts, whatever the version")
  func last() throws {
    let world = try world(
      Self.yaml + """

        ---
        apiVersion: db.orange.com/v1alpha1
        kind: CassandraBackup
        metadata: {name: b, namespace: ns}
        spec: {cassandraCluster: other, storageLocation: "s3://cassie"}
        """)
    #expect(world.backup(key("b", "ns")).value?.spec.cassandraCluster.value == "other")
    #expect(world.neighbours(key("x", "ns"), cluster: "c") == [])
    #expect(world.neighbours(key("x", "ns"), cluster: "other") == ["b"])
  }

  @Test("kinds of other groups and objects without a name are nobody")
  func strangers() throws {
    let world = try world(
      """
      {apiVersion: example.com/v2, kind: CassandraBackup, metadata: {name: b}, spec: {cassandraCluster: c}}
      ---
      {apiVersion: example.com/v2, kind: CassandraCluster, metadata: {name: c}}
      ---
      {apiVersion: v2, kind: Secret, metadata: {name: s}}
      ---
      {apiVersion: db.orange.com/v2, kind: CassandraCluster, metadata: {}}
      ---
      {apiVersion: v1, kind: Secret}
      ---
      {apiVersion: db.orange.com/v2, kind: CassandraBackup, metadata: {generateName: b-}, spec: {cassandraCluster: c}}
      ---
      {no: kind}
      """)
    #expect(world.backup(key("b")).state == "absent")
    #expect(world.cluster(key("c")).state == "absent")
    #expect(world.secret(key("s")).state == "absent")
    #expect(world.cluster(key("")).state == "absent")
    #expect(world.secret(key("")).state == "absent")
    #expect(world.backup(key("")).state == "absent")
    #expect(world.neighbours(key("x"), cluster: "c") == [])
  }

  @Test("defaults count, wherever in the files the cluster is")
  func defaults() throws {
    let world = try world(
      """
      {apiVersion: db.orange.com/v2, kind: CassandraBackup, metadata: {name: b}, spec: {cassandraCluster: c}}
      ---
      {apiVersion: db.orange.com/v2, kind: CassandraCluster, metadata: {name: c},
       spec: {topology: {dc: [{name: paris}]}}}
      """)
    let spec = try #require(world.backup(key("b")).value?.spec)
    #expect(spec.datacenter.value == "paris")
    #expect(spec.snapshotTag.value?.description == "b")
    #expect(spec.concurrentConnections.value == 10)
  }

  @Test("the backups that rules compare one with are those of its cluster, without itself")
  func neighbours() throws {
    let world = try world(
      [("b", "c"), ("a", "c"), ("x", "d")].map { name, cluster in
        "{apiVersion: db.orange.com/v2, kind: CassandraBackup, metadata: {name: \(name)}, "
          + "spec: {cassandraCluster: \(cluster), storageLocation: 's3://cassie', snapshotTag: tag-\(name)}}\n---\n"
      }.joined())
    #expect(world.neighbours(key("new"), cluster: "c", tag: "tag") == ["a", "b"])
    #expect(world.neighbours(key("a"), cluster: "c", tag: "tag") == ["b"])
    #expect(world.neighbours(key("new"), cluster: "d", tag: "tag") == ["x"])
    #expect(world.neighbours(key("new", "ns"), cluster: "c", tag: "tag") == [])
  }

  @Test("what runs on a cluster comes from the status, for a restore by its backup's cluster if need be")
  func operations() throws {
    let world = try world(
      """
      {apiVersion: db.orange.com/v2, kind: CassandraRestore, metadata: {name: r}, spec: {cassandraBackup: b},
       status: {condition: {type: RUNNING}}}
      ---
      {apiVersion: db.orange.com/v2, kind: CassandraRestore, metadata: {name: new}, spec: {cassandraBackup: b}}
      ---
      {apiVersion: db.orange.com/v2, kind: CassandraBackup, metadata: {name: b}, spec: {cassandraCluster: c},
       status: {condition: {type: COMPLETED}}}
      ---
      {apiVersion: db.orange.com/v2, kind: CassandraBackup, metadata: {name: lost}, status: {condition: {type: RUNNING}}}
      """)
    #expect(
      world.operations(onCluster: key("c")).value == [
        OperationFact(kind: .restore, key: key("r"), state: .running)
      ])
    #expect(world.backup(key("b")).value?.status?.state == .completed)
  }

  @Test("of an object that is replaced nothing is left")
  func replacedStatus() throws {
    let running =
      "{apiVersion: db.orange.com/v2, kind: CassandraBackup, metadata: {name: b}, spec: {cassandraCluster: c}, "
      + "status: {condition: {type: RUNNING}}}"
    let still =
      "{apiVersion: db.orange.com/v2, kind: CassandraBackup, metadata: {name: b}, spec: {cassandraCluster: c}}"
    #expect(try world(running).operations(onCluster: key("c")).value?.count == 1)
    #expect(try world(running + "\n---\n" + still).operations(onCluster: key("c")).value?.isEmpty == true)
  }

  @Test("an empty world knows that there is nothing")
  func empty() {
    #expect(ManifestWorld([KubeObject]()).backup(key("b")).state == "absent")
  }
}

extension ManifestWorld {
  /// The names of the backups at `s3://cassie` whose tags begin with one, or that one with theirs.
  fileprivate func neighbours(_ key: ObjectKey, cluster: String, tag: String = "b-2") -> [String] {
    let spec = JSONValue { writer in
      writer.object { spec in
        spec.member("cassandraCluster", cluster)
        spec.member("storageLocation", "s3://cassie")
        spec.member("snapshotTag", tag)
      }
    }
    return neighbours(of: BackupSpec(spec), key).value?.tagRelatives.map(\.key.name) ?? []
  }
}
