// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPServer
import KubeModel
import Logging
import Policy
import TestSupport
import Testing
import Webhook

/// An API server's side of the two calls for one object.
struct Conversation {
  let subject: FixtureCase
  /// `v1` or `v1beta1`.
  let version: String

  private var handler: ReviewHandler {
    let facts = subject.facts
    let now = subject.fixture.now
    return ReviewHandler(
      judge: subject.judge, facts: FixedFacts(facts), now: { now }, metrics: ReviewMetrics(),
      logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
  }

  /// The object with the mutating webhook's patch.
  func mutated() async throws -> KubeObject {
    let response = try await response("/mutate", subject.new)
    try #require(response["allowed"]?.bool == true)
    guard let encoded = response["patch"]?.string else { return subject.new }
    try #require(response["patchType"]?.string == "JSONPatch")
    let patch = try JSONValue(parsing: Array(try #require(Data(base64Encoded: encoded))))
    return KubeObject(
      try JSONPatch(operations: patch.elements.map(Conversation.operation)).applied(to: subject.new.json))
  }

  /// What the validating webhook says of an object.
  func validated(_ object: KubeObject) async throws -> Answer {
    Answer(try await response("/validate", object))
  }

  private func response(_ path: String, _ object: KubeObject) async throws -> JSONValue {
    var fields = HTTPFields()
    fields.append("content-type", "application/json")
    let request = HTTPRequest(method: .post, target: "\(path)?timeout=5s", fields: fields, body: review(object))
    let handled: HTTPResponse? =
      switch handler.handle(request) {
      case .now(let response): response
      case .later(let work): await work()
      case .hangUp: nil
      }
    let response = try #require(handled)
    try #require(response.status == 200, "\(String(decoding: response.body, as: UTF8.self))")
    let answer = try JSONValue(parsing: response.body)
    #expect(answer["apiVersion"]?.string == "admission.k8s.io/\(version)")
    #expect(answer["response"]?["uid"]?.string == "e4c8dfb1")
    return try #require(answer["response"])
  }

  private func review(_ object: KubeObject) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { review in
      review.member("apiVersion", "admission.k8s.io/\(version)")
      review.member("kind", "AdmissionReview")
      review.name("request")
      review.object { request in
        request.member("uid", "e4c8dfb1")
        request.name("kind")
        request.object { kind in
          kind.member("group", SubjectKind.group)
          kind.member("version", "v2")
          kind.member("kind", subject.kind.rawValue)
        }
        request.member("name", object.name ?? "")
        request.member("namespace", object.identity.namespace)
        request.member("operation", subject.old == nil ? "CREATE" : "UPDATE")
        request.member("object", object.json)
        request.member("oldObject", subject.old?.json ?? .null)
        request.member("dryRun", false)
        request.member("userInfo", subject.userInfo ?? .null)
      }
    }
    return writer.bytes
  }

  private static func operation(_ json: JSONValue) throws -> JSONPatch.Operation {
    try #require(json["op"]?.string == "add")
    let path = try #require(json["path"]?.string)
    let steps = path.split(separator: "/").map { FieldPath.Step.member(String($0)) }
    return .add(path: FieldPath(steps: steps), value: try #require(json["value"]))
  }
}
