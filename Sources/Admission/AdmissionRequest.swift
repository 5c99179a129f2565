// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// What an API server asks. Anything with a uid can be answered, so all else may be missing here and is judged later.
package struct AdmissionRequest: Sendable {
  package enum Operation: String, Sendable {
    case create = "CREATE"
    case update = "UPDATE"
    case delete = "DELETE"
    case connect = "CONNECT"
  }

  package let version: AdmissionVersion
  package let uid: String
  /// Of `object`, after the API server has converted it to a version that the webhook asked for.
  package let kind: GroupVersionKind?
  /// Empty while the API server has yet to make one from `generateName`.
  package let name: String
  package let namespace: String
  package let operation: Operation?
  /// `status`, `scale`, …; empty for the object itself.
  package let subresource: String
  /// Nil on deletion.
  package let object: KubeObject?
  /// Nil on creation.
  package let oldObject: KubeObject?
  private let request: JSONValue

  /// The API server will store nothing, whatever the answer.
  package var isDryRun: Bool { request["dryRun"]?.bool ?? false }

  /// Who asks, as it stands in the review; few rules read it (`Author`).
  package var userInfo: JSONValue? { request["userInfo"] }

  /// - Parameter body: an AdmissionReview with a request.
  package init(parsing body: [UInt8]) throws(AdmissionError) {
    let review: JSONValue
    do throws(JSONError) { review = try JSONValue(parsing: body) } catch { throw .json(error) }
    let kind = review["kind"]?.string
    guard kind == "AdmissionReview" else { throw .kind(found: kind) }
    let apiVersion = review["apiVersion"]?.string
    guard let version = apiVersion.flatMap(AdmissionVersion.init(rawValue:)) else { throw .version(found: apiVersion) }
    guard let request = review["request"], request.kind == .object else { throw .noRequest }
    guard let uid = request["uid"]?.string, !uid.isEmpty else { throw .noUID }
    self.init(version: version, uid: uid, request: request)
  }

  private init(version: AdmissionVersion, uid: String, request: JSONValue) {
    self.version = version
    self.uid = uid
    kind = request["kind"].flatMap(AdmissionRequest.kind)
    name = request["name"]?.string ?? ""
    namespace = request["namespace"]?.string ?? ""
    operation = request["operation"]?.string.flatMap(Operation.init(rawValue:))
    subresource = request["subResource"]?.string ?? ""
    object = request["object"].flatMap(AdmissionRequest.object)
    oldObject = request["oldObject"].flatMap(AdmissionRequest.object)
    self.request = request
  }

  private static func kind(_ value: JSONValue) -> GroupVersionKind? {
    guard let version = value["version"]?.string, let kind = value["kind"]?.string else { return nil }
    return GroupVersionKind(group: value["group"]?.string ?? "", version: version, kind: kind)
  }

  private static func object(_ value: JSONValue) -> KubeObject? {
    value.kind == .object ? KubeObject(value) : nil
  }
}
