// SPDX-License-Identifier: Apache-2.0
import Admission
import KubeModel
import Testing

@Suite("What an API server asks")
struct AdmissionRequestTests {
  @Test("every review that an API server sent is read", arguments: Reviews.names)
  func real(_ name: String) throws {
    let request = try AdmissionRequest(parsing: Reviews.bytes(name))
    #expect(request.version == .v1)
    #expect(request.uid.count == 36)
    #expect(request.operation == .create)
    #expect(request.subresource == "")
    #expect(request.kind?.group == "db.orange.com")
    #expect(request.object?.kind == request.kind?.kind)
    #expect(request.object?.name == request.name)
    #expect(request.oldObject == nil)
  }

  @Test("all that a real review says is kept")
  func parts() throws {
    let request = try AdmissionRequest(parsing: Reviews.bytes("restore-create.json"))
    #expect(request.uid == "aee4914f-314d-4662-a857-160b3bd81718")
    #expect(request.kind == GroupVersionKind(group: "db.orange.com", version: "v2", kind: "CassandraRestore"))
    #expect(request.name == "restore-nightly-dc1")
    #expect(request.namespace == "cassandra")
    #expect(request.object?.spec?["schemaVersion"]?.string == "f1159959-593d-33d1-9ade-712ea55b31ef")
  }

  @Test("who asks is in every review of an API server", arguments: Reviews.names)
  func author(_ name: String) throws {
    let author = try AdmissionRequest(parsing: Reviews.bytes(name)).userInfo.flatMap(Author.init)
    #expect(author?.username.isEmpty == false)
    #expect(author?.groups.contains("system:authenticated") == true)
    #expect(try AdmissionRequest(parsing: Reviews.review(#"{"uid":"1"}"#)).userInfo == nil)
  }

  @Test("both versions are read", arguments: AdmissionVersion.allCases)
  func versions(_ version: AdmissionVersion) throws {
    let request = try AdmissionRequest(parsing: Reviews.review(#"{"uid":"1"}"#, apiVersion: version.rawValue))
    #expect(request.version == version)
  }

  @Test("a request with a uid and nothing else can be answered")
  func bare() throws {
    let request = try AdmissionRequest(parsing: Reviews.review(#"{"uid":"1"}"#))
    #expect(request.uid == "1")
    #expect(request.kind == nil)
    #expect(request.operation == nil)
    #expect(request.name == "" && request.namespace == "" && request.subresource == "")
    #expect(request.object == nil && request.oldObject == nil)
  }

  @Test(
    "each operation has its name; others are unknown",
    arguments: [
      ("CREATE", .create), ("UPDATE", .update), ("DELETE", .delete), ("CONNECT", .connect), ("create", nil), ("", nil),
    ] as [(String, AdmissionRequest.Operation?)])
  func operations(_ text: String, _ operation: AdmissionRequest.Operation?) throws {
    let request = try AdmissionRequest(parsing: Reviews.review(#"{"uid":"1","operation":"\#(text)"}"#))
    #expect(request.operation == operation)
  }

  @Test(
    "a member of a wrong type is as good as missing",
    arguments: [
      #"{"uid":"1","kind":"CassandraBackup","name":1,"namespace":[],"operation":{},"subResource":false}"#,
      #"{"uid":"1","object":"text","oldObject":[{}]}"#,
      #"{"uid":"1","object":null,"oldObject":null,"kind":null,"operation":null}"#,
      #"{"uid":"1","kind":{"group":"db.orange.com","version":"v2"}}"#,
      #"{"uid":"1","kind":{"group":"db.orange.com","kind":"CassandraBackup"}}"#,
    ])
  func wrongTypes(_ text: String) throws {
    let request = try AdmissionRequest(parsing: Reviews.review(text))
    #expect(request.kind == nil && request.operation == nil)
    #expect(request.object == nil && request.oldObject == nil)
    #expect(request.name == "" && request.namespace == "" && request.subresource == "")
  }

  @Test("a kind of the core group has an empty group, absent or written")
  func coreGroup() throws {
    for group in ["", #""group":"","#] {
      let kind = #"{\#(group)"version":"v1","kind":"Pod"}"#
      let request = try AdmissionRequest(parsing: Reviews.review(#"{"uid":"1","kind":\#(kind)}"#))
      #expect(request.kind == GroupVersionKind(group: "", version: "v1", kind: "Pod"))
    }
  }

  @Test("what is unknown, or written twice, does not matter: the last member counts")
  func unknownMembers() throws {
    let request = try AdmissionRequest(parsing: Reviews.review(#"{"uid":"1","future":[{}],"uid":"2"}"#))
    #expect(request.uid == "2")
  }
}
