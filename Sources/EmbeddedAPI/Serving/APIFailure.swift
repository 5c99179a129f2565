// SPDX-License-Identifier: Apache-2.0
internal import APIMachinery
internal import KubeModel

/// Why a request is not done, as it is answered: a `Status` in the API server's words (k8s.io/apimachinery, `errors`).
struct APIFailure: Error, Sendable, Equatable {
  let code: Int
  let body: JSONValue
  /// Of webhooks, which are told all the same.
  var warnings: [String] = []

  init(_ status: Status) {
    code = status.code
    body = JSONValue { status.encode(into: &$0) }
  }

  /// Of a status that somebody else has written.
  init(code: Int, _ body: JSONValue) { (self.code, self.body) = (code, body) }

  init(_ reason: StatusReason, _ message: String, details: StatusDetails? = nil) {
    self.init(Status(reason, message: message, details: details))
  }
}

extension APIFailure {
  var answer: APIAnswer { APIAnswer(code: code, body, warnings: warnings) }
}

extension APIFailure: CustomStringConvertible {
  var description: String { body["message"]?.string ?? "\(code)" }
}

extension APIFailure {
  private static func details(_ resource: ServedResource, _ name: String) -> StatusDetails {
    StatusDetails(group: resource.resource.group, kind: resource.resource.plural, name: name, causes: [])
  }

  static func notFound(_ resource: ServedResource, _ name: String) -> APIFailure {
    APIFailure(.notFound, "\(resource.storage) \"\(name)\" not found", details: details(resource, name))
  }

  static func noNamespace(_ name: String) -> APIFailure {
    APIFailure(
      .notFound, "namespaces \"\(name)\" not found",
      details: StatusDetails(group: "", kind: "namespaces", name: name, causes: []))
  }

  static func alreadyExists(_ resource: ServedResource, _ name: String, isBeingDeleted: Bool) -> APIFailure {
    APIFailure(
      .alreadyExists,
      "\(isBeingDeleted ? "object is being deleted: " : "")\(resource.storage) \"\(name)\" already exists",
      details: details(resource, name))
  }

  static func conflict(
    _ resource: ServedResource, _ name: String,
    _ why: String = "the object has been modified; please apply your changes to the latest version and try again"
  ) -> APIFailure {
    APIFailure(
      .conflict, "Operation cannot be fulfilled on \(resource.storage) \"\(name)\": \(why)",
      details: details(resource, name))
  }

  /// For an object that is not the one that was to be deleted; in the API server's words, which name the kind here.
  static func outdated(_ resource: ServedResource, _ name: String, _ why: String) -> APIFailure {
    let (group, kind) = (resource.resource.group, resource.resource.kind)
    return APIFailure(
      .conflict, "Operation cannot be fulfilled on \(group.isEmpty ? kind : "\(kind).\(group)") \"\(name)\": \(why)",
      details: StatusDetails(group: group, kind: kind, name: name, causes: []))
  }

  static func terminating(_ resource: ServedResource, _ name: String, namespace: String) -> APIFailure {
    var details = details(resource, name)
    let why = "namespace \(namespace) is being terminated"
    details.causes = [
      StatusDetails.Cause(reason: .namespaceTerminating, message: why, field: "metadata.namespace")
    ]
    return APIFailure(
      .forbidden,
      "\(resource.storage) \"\(name)\" is forbidden: unable to create new content in namespace \(namespace) because it "
        + "is being terminated", details: details)
  }

  static func invalid(_ resource: ServedResource, _ name: String, _ findings: [SchemaFinding]) -> APIFailure {
    APIFailure(.invalid(resource.type, name: name, findings))
  }

  /// For an update that says no version; in the API server's words, which name the resource here.
  static func unversioned(_ resource: ServedResource, _ name: String, _ finding: SchemaFinding) -> APIFailure {
    var details = details(resource, name)
    details.causes = [finding.cause]
    return APIFailure(.invalid, "\(resource.storage) \"\(name)\" is invalid: \(finding)", details: details)
  }

  /// What the API server has no reason for.
  static func unreasoned(_ message: String) -> APIFailure {
    APIFailure(Status(code: 500, reason: nil, message: message))
  }

  static func badRequest(_ message: String) -> APIFailure { APIFailure(.badRequest, message) }

  static func internalError(_ message: String) -> APIFailure {
    APIFailure(.internalError, "Internal error occurred: \(message)")
  }

  static func unsupportedMediaType(_ accepted: [String]) -> APIFailure {
    let list = accepted.joined(separator: ", ")
    return APIFailure(
      .unsupportedMediaType, "the body of the request was in an unknown format - accepted media types include: \(list)")
  }

  static func expired(_ asked: Int64, now: Int64) -> APIFailure {
    APIFailure(.expired, "too old resource version: \(asked) (\(now))")
  }

  static let full = APIFailure(
    .internalError, "the embedded API server is full: it holds \(ObjectStore.objectBytes) bytes of objects at most")
  static let nothingThere = APIFailure(.notFound, "the server could not find the requested resource")
  static let unauthorized = APIFailure(.unauthorized, "Unauthorized")
  static let methodNotAllowed = APIFailure(
    .methodNotAllowed, "the server does not allow this method on the requested resource")
  /// As for a patch that does not fit; why, is not said by the API server either.
  static let unfitPatch = APIFailure(
    .invalid, "the server rejected our request due to an error in our request",
    details: StatusDetails(group: "", kind: "", name: "", causes: []))
}
