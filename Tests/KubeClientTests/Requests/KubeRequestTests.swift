// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Outbound
import Testing

@testable import KubeClient

@Suite("What is sent for each verb")
struct KubeRequestTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var line: String
    var body = ""
    var type: String?
    var make: @Sendable () throws -> KubeRequest
    var testDescription: String { line }
  }

  private static let leases = KubeResource(
    group: "coordination.k8s.io", version: "v1", plural: "leases", kind: "Lease")
  private static let events = KubeResource(group: "", version: "v1", plural: "events", kind: "Event")
  private static let nodes = KubeResource(group: "", version: "v1", plural: "nodes", kind: "Node")
  private static let pods = KubeResource(group: "", version: "v1", plural: "pods", kind: "Pod")
  private static let patch = #"{"status":{"a":1}}"#

  static let cases = [
    Case(line: "GET /api/v1/namespaces/ns/secrets/daily") { try .get(TestClient.secrets, TestClient.key) },
    Case(line: "GET /api/v1/nodes/n1") { try .get(nodes, ObjectKey(namespace: "", name: "n1")) },
    Case(line: "GET /apis/db.orange.com/v2/namespaces/ns/cassandrabackups/daily") {
      try .get(TestClient.backups, TestClient.key)
    },
    Case(line: "GET /apis/db.orange.com/v2/cassandrabackups?limit=500") {
      try .list(TestClient.backups, in: nil, ListPage(limit: 500))
    },
    Case(line: "GET /api/v1/namespaces/a-b/secrets?limit=2&continue=x%2F%2B%3D%26y") {
      try .list(TestClient.secrets, in: "a-b", ListPage(limit: 2, continuation: "x/+=&y"))
    },
    Case(line: "GET /api/v1/namespaces/ns/pods?limit=50&continue=x&labelSelector=app%3Da%2Cexample.com%2Fdc%3Ddc1") {
      let page = ListPage(limit: 50, continuation: "x", labelSelector: "app=a,example.com/dc=dc1")
      return try .list(pods, in: "ns", page)
    },
    Case(
      line: "GET /apis/db.orange.com/v2/cassandrabackups"
        + "?watch=true&allowWatchBookmarks=true&resourceVersion=17&timeoutSeconds=250"
    ) { try .watch(TestClient.backups, in: nil, since: "17", seconds: 250) },
    Case(line: "POST /api/v1/namespaces/ns/events", body: patch, type: "application/json") {
      try .create(events, in: "ns", TestClient.json(patch))
    },
    Case(
      line: "PUT /apis/coordination.k8s.io/v1/namespaces/ns/leases/daily", body: patch, type: "application/json"
    ) { try .replace(leases, TestClient.key, TestClient.json(patch)) },
    Case(
      line: "DELETE /apis/db.orange.com/v2/namespaces/ns/cassandrabackups/daily",
      body:
        #"{"apiVersion":"v1","kind":"DeleteOptions","preconditions":{"uid":"u1"},"propagationPolicy":"Background"}"#,
      type: "application/json"
    ) { try .delete(TestClient.backups, TestClient.key, uid: "u1") },
    Case(
      line: "PATCH /apis/db.orange.com/v2/namespaces/ns/cassandrabackups/daily", body: patch,
      type: "application/merge-patch+json"
    ) { try .patch(TestClient.backups, TestClient.key, .merge(TestClient.json(patch))) },
    Case(
      line: "PATCH /apis/db.orange.com/v2/namespaces/ns/cassandrabackups/daily/status", body: "[]",
      type: "application/json-patch+json"
    ) { try .patch(TestClient.backups, TestClient.key, .json(TestClient.json("[]")), subresource: .status) },
    Case(
      line: "PATCH /api/v1/namespaces/ns/secrets/daily?fieldManager=cassette%20x&force=true", body: patch,
      type: "application/apply-patch+yaml"
    ) {
      try .patch(
        TestClient.secrets, TestClient.key, .apply(TestClient.json(patch), manager: "cassette x", force: true))
    },
  ]

  @Test("method, path, query, body and type are those of the API", arguments: cases)
  func request(_ expected: Case) throws {
    let request = try expected.make()
    #expect("\(request.method.rawValue) \(request.target)" == expected.line)
    #expect(request.body == Array(expected.body.utf8))
    #expect(request.contentType == expected.type)
  }

  @Test(
    "a name that no object can have is not asked for: it is not found",
    arguments: ["", ".", "..", "a/b", "../secrets", "a%2Fb", String(repeating: "a", count: 254)])
  func badName(_ name: String) throws {
    let keys = [ObjectKey(namespace: "ns", name: name), ObjectKey(namespace: name, name: "daily")]
    for key in keys where key.namespace != "" {
      let error = #expect(throws: KubeError.self) { try KubeRequest.get(TestClient.secrets, key) }
      #expect(error?.isNotFound == true)
      #expect(error?.path == "/api/v1/secrets")
    }
    #expect(throws: KubeError.self) {
      try KubeRequest.list(TestClient.secrets, in: name, ListPage(limit: 1))
    }
  }

  @Test(
    "whatever else a name has in it stays in its segment",
    arguments: [
      ("a?b", "a%3Fb"), ("a#b", "a%23b"), ("a b", "a%20b"), ("ä", "%C3%A4"), ("a\n\u{0}", "a%0A%00"), ("a;b", "a%3Bb"),
      ("...", "..."), ("a\\b", "a%5Cb"), ("system:x@y", "system%3Ax%40y"),
    ])
  func oddName(_ name: String, _ segment: String) throws {
    let request = try KubeRequest.get(TestClient.secrets, ObjectKey(namespace: "n", name: name))
    #expect(request.target == "/api/v1/namespaces/n/secrets/\(segment)")
  }
}
