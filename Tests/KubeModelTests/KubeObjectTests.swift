// SPDX-License-Identifier: Apache-2.0

import KubeModel
import Testing

@Suite("KubeObject")
struct KubeObjectTests {
  private func object(_ text: String) throws -> KubeObject {
    KubeObject(try JSONValue(parsing: Array(text.utf8)))
  }

  @Test("an object's metadata is read")
  func metadata() throws {
    let object = try object(
      #"""
      {"apiVersion":"db.orange.com/v2","kind":"CassandraBackup","metadata":{"name":"nightly","namespace":"cassandra",
      "generateName":"n-","uid":"u-1","generation":7,"deletionTimestamp":"2026-11-22T12:00:00Z",
      "labels":{"team":"platform"},"annotations":{"a/b":"c"},"finalizers":["x/y","z"]},"spec":{"a":1},"status":{}}
      """#)
    #expect(object.groupVersionKind == GroupVersionKind(group: "db.orange.com", version: "v2", kind: "CassandraBackup"))
    #expect(object.name == "nightly")
    #expect(object.namespace == "cassandra")
    #expect(object.key?.description == "cassandra/nightly")
    #expect(object.generateName == "n-")
    #expect(object.uid == "u-1")
    #expect(object.generation == 7)
    #expect(object.isBeingDeleted)
    #expect(object.label("team") == "platform")
    #expect(object.annotation("a/b") == "c")
    #expect(object.label("a/b") == nil)
    #expect(object.finalizers == ["x/y", "z"])
    #expect(object.spec?["a"]?.integer == 1)
    #expect(object.status?.count == 0)
  }

  @Test(
    "what is missing or has the wrong type is absent",
    arguments: [
      "{}", "[]", "null", #""metadata""#, #"{"metadata":null}"#, #"{"metadata":[]}"#,
      #"{"apiVersion":1,"kind":null,"metadata":{"name":1,"namespace":{},"uid":[],"generation":"1","deletionTimestamp":null,"#
        + #""labels":[],"annotations":"x","finalizers":{"a":"b"}}}"#,
    ])
  func absent(text: String) throws {
    let object = try object(text)
    #expect(object.groupVersionKind == nil)
    #expect(object.name == nil)
    #expect(object.key == nil)
    #expect(object.namespace == nil)
    #expect(object.uid == nil)
    #expect(object.generation == nil)
    #expect(!object.isBeingDeleted)
    #expect(object.label("team") == nil)
    #expect(object.annotation("team") == nil)
    #expect(object.finalizers.isEmpty)
    #expect(object.spec == nil)
  }

  @Test("a cluster-scoped object's key is its name")
  func clusterScoped() throws {
    #expect(try object(#"{"metadata":{"name":"n"}}"#).key?.description == "n")
  }
}

@Suite("GroupVersionKind")
struct GroupVersionKindTests {
  @Test("an apiVersion is a group and a version, or a version of the core group")
  func parsing() throws {
    let backup = try #require(GroupVersionKind(apiVersion: "db.orange.com/v2", kind: "CassandraBackup"))
    #expect(backup.group == "db.orange.com")
    #expect(backup.version == "v2")
    #expect(backup.apiVersion == "db.orange.com/v2")
    #expect(backup.description == "db.orange.com/v2, Kind=CassandraBackup")
    let secret = try #require(GroupVersionKind(apiVersion: "v1", kind: "Secret"))
    #expect(secret.group.isEmpty)
    #expect(secret.description == "v1, Kind=Secret")
  }

  @Test("other texts are none", arguments: ["", "/", "a/", "/v1", "a/b/c", "//"])
  func refusals(apiVersion: String) {
    #expect(GroupVersionKind(apiVersion: apiVersion, kind: "Secret") == nil)
    #expect(GroupVersionKind(apiVersion: "v1", kind: "") == nil)
  }
}
