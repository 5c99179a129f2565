// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Testing

@testable import Policy

@Suite("Candidates")
struct CandidateTests {
  @Test("objects without a spec did not change it")
  func noSpec() throws {
    let bare = KubeObject(try JSONValue(parsing: Array(#"{"metadata":{"name":"a"}}"#.utf8)))
    #expect(Candidate(kind: .backup, new: bare, old: bare).needsNoReview)
    #expect(!Candidate(kind: .backup, new: bare).needsNoReview)
    #expect(!Candidate(kind: .backup, new: try backup(), old: bare).needsNoReview)
  }

  @Test(
    "the kind is told by group and kind, in any version",
    arguments: [
      ("db.orange.com", "CassandraBackup", .backup), ("db.orange.com", "CassandraRestore", .restore),
      ("db.orange.com", "CassandraCluster", nil), ("", "CassandraBackup", nil),
      ("db.orange.com", "cassandrabackup", nil),
    ] as [(String, String, SubjectKind?)])
  func kinds(group: String, kind: String, expected: SubjectKind?) {
    #expect(SubjectKind(group: group, kind: kind) == expected)
  }

  @Test("a file may leave out the namespace, and the API server the name")
  func identity() throws {
    let bare = KubeObject(try JSONValue(parsing: Array(#"{"metadata":{"generateName":"a-"}}"#.utf8)))
    #expect(bare.identity == ObjectKey(namespace: "default", name: ""))
    #expect(try backup().identity == ObjectKey(namespace: "cassandra", name: "nightly"))
  }
}
