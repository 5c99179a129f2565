// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Outbound
import TestSupport
import Testing

@testable import KubeClient

@Suite("The client of a cluster")
struct ClusterClientTests {
  private static let notFound = MemoryTransport.Answer.json(
    #"{"kind":"Status","message":"not found","reason":"NotFound","code":404}"#, status: 404)

  /// Each request as `PATCH …/status`.
  private func lines(_ transport: MemoryTransport) -> [String] {
    transport.requests.map { request in
      "\(request.method.rawValue)\(request.url.hasSuffix("/status") ? " status" : "")"
    }
  }

  private func patchStatus(_ client: ClusterClient) async throws {
    let patch = ObjectPatch.merge(try TestClient.json(#"{"status":{}}"#))
    _ = try await client.patch(TestClient.backups, TestClient.key, patch, subresource: .status)
  }

  @Test("pages follow each other")
  func pages() async throws {
    let transport = MemoryTransport(
      .json(#"{"metadata":{"resourceVersion":"5","continue":"c/1"},"items":[{"metadata":{"name":"a"}}]}"#),
      .json(#"{"metadata":{"resourceVersion":"5"},"items":[{"metadata":{"name":"b"}},{"spec":{}}]}"#))
    let client = try TestClient.make(transport)
    let first = try await client.list(TestClient.backups, in: nil, ListPage(limit: 1))
    #expect(first.continuation == "c/1")
    let second = try await client.list(
      TestClient.backups, in: nil, ListPage(limit: 1, continuation: first.continuation))
    #expect(first.objects.map(\.name) + second.objects.map(\.name) == ["a", "b"])
    #expect(second.continuation == nil)
    #expect(second.malformed == 1)
    #expect(second.resourceVersion == "5")
    #expect(transport.requests[1].url.hasSuffix("?limit=1&continue=c%2F1"))
  }

  @Test("an answer that is no list is malformed", arguments: ["{}", "[]", #"{"metadata":{},"items":[]}"#])
  func noList(_ body: String) async throws {
    let client = try TestClient.make(MemoryTransport(.json(body)))
    let error = await #expect(throws: KubeError.self) {
      try await client.list(TestClient.backups, in: nil, ListPage(limit: 1))
    }
    #expect(error?.reason == "the answer is no list with a resourceVersion")
  }

  @Test("a deletion is done whatever the answer holds, and a refusal is told")
  func deletion() async throws {
    let transport = MemoryTransport(.json(#"{"kind":"Status","status":"Success"}"#), Self.notFound)
    let client = try TestClient.make(transport)
    try await client.delete(TestClient.backups, TestClient.key, uid: "u1")
    let error = await #expect(throws: KubeError.self) {
      try await client.delete(TestClient.backups, TestClient.key, uid: "u1")
    }
    #expect(error?.isNotFound == true)
    #expect(lines(transport) == ["DELETE", "DELETE"])
  }

  @Test("a status is written to its subresource where there is one")
  func status() async throws {
    let transport = MemoryTransport(.json(TestClient.object))
    try await patchStatus(try TestClient.make(transport))
    #expect(lines(transport) == ["PATCH status"])
  }

  @Test("without the subresource a status is written to the object, and after a minute it is looked for again")
  func withoutStatus() async throws {
    let clock = ManualClock()
    let object = MemoryTransport.Answer.json(TestClient.object)
    let transport = MemoryTransport { $0.url.hasSuffix("/status") ? Self.notFound : object }
    let client = try TestClient.make(transport, clock: clock)
    let findingOut = ["PATCH status", "GET", "PATCH status", "PATCH"]
    try await patchStatus(client)
    try await patchStatus(client)
    #expect(lines(transport) == findingOut + ["PATCH"])
    clock.advance(by: .seconds(60))
    try await patchStatus(client)
    #expect(lines(transport) == findingOut + ["PATCH"] + findingOut)
  }

  @Test("the status of an object that is not there is not found, and says nothing about the kind")
  func statusOfNothing() async throws {
    let transport = MemoryTransport(Self.notFound, Self.notFound, .json(TestClient.object))
    let client = try TestClient.make(transport)
    let error = await #expect(throws: KubeError.self) { try await patchStatus(client) }
    #expect(error?.isNotFound == true)
    try await patchStatus(client)
    #expect(lines(transport) == ["PATCH status", "GET", "PATCH status"])
  }

  @Test("an object that comes into being meanwhile has its status in the subresource")
  func statusOfNewObject() async throws {
    let transport = MemoryTransport(
      Self.notFound, .json(TestClient.object), .json(TestClient.object), .json(TestClient.object))
    let client = try TestClient.make(transport)
    try await patchStatus(client)
    try await patchStatus(client)
    #expect(lines(transport) == ["PATCH status", "GET", "PATCH status", "PATCH status"])
  }

  @Test("another failure of the status is no reason to write the object")
  func statusRefused() async throws {
    let transport = MemoryTransport(.json("no", status: 403))
    let error = await #expect(throws: KubeError.self) { try await patchStatus(try TestClient.make(transport)) }
    #expect(error?.code == 403)
    #expect(transport.requests.count == 1)
  }

  @Test("a right is asked about")
  func access() async throws {
    let answer = #"{"kind":"SubjectAccessReview","metadata":{},"status":{"allowed":true,"reason":"RBAC: allowed"}}"#
    let transport = MemoryTransport(.json(answer, status: 201))
    let client = try TestClient.make(transport)
    let review = AccessReview(
      subject: Author(username: "ann"), verb: "get", resource: TestClient.secrets, key: TestClient.key)
    let decision = try await client.decide(review)
    #expect(decision == AccessDecision(isAllowed: true, isDenied: false, reason: "RBAC: allowed"))
    #expect(transport.requests[0].url == "https://api:6443/apis/authorization.k8s.io/v1/subjectaccessreviews")
  }
}
