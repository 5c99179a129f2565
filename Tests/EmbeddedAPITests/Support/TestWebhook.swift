// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import KubeModel
import Outbound
import Synchronization
import TestSupport

@testable import APIMachinery
@testable import EmbeddedAPI

/// A webhook that answers what a test says, and remembers what it was asked.
final class TestWebhook: Sendable {
  private let asked = Mutex<[(request: OutboundRequest, review: JSONValue)]>([])
  private let response: @Sendable (JSONValue) -> String

  /// - Parameter response: members of the response to a request, without its uid.
  init(_ response: @escaping @Sendable (JSONValue) -> String) { self.response = response }

  var reviews: [JSONValue] { asked.withLock { $0.map { $0.review["request"] ?? .null } } }
  var requests: [OutboundRequest] { asked.withLock { $0.map(\.request) } }

  func answer(_ request: OutboundRequest) -> MemoryTransport.Answer {
    guard let review = try? JSONValue(parsing: request.body), let asked = review["request"],
      let version = review["apiVersion"]?.string, let uid = asked["uid"]?.string
    else { return .json("no review", status: 400) }
    self.asked.withLock { $0.append((request, review)) }
    return .json(
      #"{"apiVersion":"\#(version)","kind":"AdmissionReview","response":{"uid":"\#(uid)",\#(response(asked))}}"#)
  }

  static func patch(_ operations: String) -> String {
    #""allowed":true,"patchType":"JSONPatch","patch":"\#(Data(operations.utf8).base64EncodedString())""#
  }

  /// A configuration with one webhook at `https://hook.system.svc:443/PATH`.
  static func configuration(
    _ name: String, isMutating: Bool = false, operations: String = #""*""#, resources: String = #""widgets""#,
    rest: String = ""
  ) -> String {
    let kind = isMutating ? "MutatingWebhookConfiguration" : "ValidatingWebhookConfiguration"
    return """
      {"apiVersion":"admissionregistration.k8s.io/v1","kind":"\(kind)","metadata":{"name":"\(name)"},
       "webhooks":[{"name":"\(name).test.cassette","sideEffects":"None","admissionReviewVersions":["v1"],
        "clientConfig":{"service":{"name":"hook","namespace":"system","path":"/\(name)"},"caBundle":"Q0E="},
        "rules":[{"operations":[\(operations)],"apiGroups":["test.cassette"],"apiVersions":["v1"],
         "resources":[\(resources)]}]\(rest.isEmpty ? "" : ",\(rest)")}]}
      """
  }
}

extension TestAPI {
  func register(_ configuration: String) async throws {
    let isMutating = configuration.contains("\"Mutating")
    let plural = isMutating ? "mutatingwebhookconfigurations" : "validatingwebhookconfigurations"
    let answer = try await post("/apis/admissionregistration.k8s.io/v1/\(plural)", configuration)
    guard answer.code == 201 else { throw TestWatch.NoStream(answer: answer.body.asText) }
  }
}
