// SPDX-License-Identifier: Apache-2.0
internal import APIMachinery
private import FoundationEssentials
internal import KubeModel

/// What a webhook says to a review.
struct WebhookVerdict: Sendable {
  /// Why an answer is none.
  struct Unreadable: Error {
    let description: String
  }

  /// A JSON Patch; nil for none.
  private(set) var patch: JSONValue?
  private(set) var warnings: [String] = []
  /// The status of a denial, null where it gave none; nil if it allows the request.
  private(set) var denial: JSONValue?

  /// Of a webhook that failed, and may.
  init() {}

  init(_ body: [UInt8], uid: String, version: String) throws(Unreadable) {
    guard let review = try? JSONValue(parsing: body) else { throw Unreadable(description: "the answer is not JSON") }
    let expected = "admission.k8s.io/\(version), Kind=AdmissionReview"
    let found = "\(review["apiVersion"]?.string ?? ""), Kind=\(review["kind"]?.string ?? "")"
    guard found == expected else {
      throw Unreadable(
        description: "expected webhook response of \(expected), got \(PlainText.line(found, longest: 120))")
    }
    guard let response = review["response"], response.kind == .object else {
      throw Unreadable(description: "expected response.uid=\"\(uid)\", got no response")
    }
    let echoed = response["uid"]?.string ?? ""
    guard echoed == uid else {
      throw Unreadable(description: "expected response.uid=\"\(uid)\", got \"\(PlainText.line(echoed, longest: 60))\"")
    }
    warnings = response["warnings"]?.elements.compactMap(\.string) ?? []
    guard response["allowed"]?.bool == true else {
      denial = response["status"] ?? .null
      return
    }
    guard let text = response["patch"]?.string, !text.isEmpty else { return }
    guard response["patchType"]?.string == "JSONPatch" else {
      throw Unreadable(description: "webhook returned response.patch but not response.patchType")
    }
    guard let bytes = Data(base64Encoded: text), let patch = try? JSONValue(parsing: Array(bytes)) else {
      throw Unreadable(description: "response.patch is not JSON in base64")
    }
    self.patch = patch
  }
}
