// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import KubeModel

@Suite("Asking for rights")
struct AccessReviewTests {
  private static let secrets = KubeResource(group: "", version: "v1", plural: "secrets", kind: "Secret")

  private static func json(_ text: String) throws -> JSONValue { try JSONValue(parsing: Array(text.utf8)) }

  @Test("a question names the user as the request did, and the object")
  func question() throws {
    let subject = Author(
      username: "ann", uid: "7", groups: ["dev", "system:authenticated"], extra: ["b": ["1", "2"], "a": []])
    let review = AccessReview(
      subject: subject, verb: "get", resource: Self.secrets, key: ObjectKey(namespace: "ns", name: "keys"))
    #expect(
      try review.object
        == Self.json(
          #"""
          {"apiVersion": "authorization.k8s.io/v1", "kind": "SubjectAccessReview", "spec": {
            "user": "ann", "uid": "7", "groups": ["dev", "system:authenticated"], "extra": {"a": [], "b": ["1", "2"]},
            "resourceAttributes": {"verb": "get", "group": "", "version": "v1", "resource": "secrets",
              "namespace": "ns", "name": "keys"}}}
          """#))
  }

  @Test(
    "an answer is allowed, not allowed, or denied",
    arguments: [
      (#"{"allowed":true,"reason":"by role"}"#, AccessDecision(isAllowed: true, isDenied: false, reason: "by role")),
      (#"{"allowed":false}"#, AccessDecision(isAllowed: false, isDenied: false, reason: "")),
      (
        #"{"allowed":false,"denied":true,"reason":"no","evaluationError":"role not found"}"#,
        AccessDecision(isAllowed: false, isDenied: true, reason: "no; role not found")
      ),
    ])
  func answer(_ status: String, _ decision: AccessDecision) throws {
    #expect(AccessDecision(KubeObject(try Self.json(#"{"status":\#(status)}"#))) == decision)
  }

  @Test(
    "without a word on whether it is allowed there is no answer",
    arguments: ["{}", #"{"status":{}}"#, #"{"status":{"allowed":"true"}}"#])
  func noAnswer(_ text: String) throws {
    #expect(AccessDecision(KubeObject(try Self.json(text))) == nil)
  }
}
