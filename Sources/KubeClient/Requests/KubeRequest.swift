// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Outbound

/// A request to the API server as a value: what is asked, not of whom and as whom. Each verb makes one.
struct KubeRequest: Sendable, Equatable {
  /// For errors.
  var verb: String
  var method: OutboundRequest.Method
  /// Percent-encoded.
  var path: String
  /// Percent-encoded, without its question mark; empty if there is none.
  var query = ""
  var body: [UInt8] = []
  var contentType: String?

  /// For the server to answer: the path and the query.
  var target: String { query.isEmpty ? path : "\(path)?\(query)" }

  func failed(_ cause: KubeError.Cause) -> KubeError {
    KubeError(verb: verb, path: path, cause: cause)
  }

  fileprivate init(_ verb: String, _ method: OutboundRequest.Method, _ path: String) {
    self.verb = verb
    self.method = method
    self.path = path
  }
}

extension KubeRequest {
  static func get(_ resource: KubeResource, _ key: ObjectKey) throws(KubeError) -> KubeRequest {
    KubeRequest("get", .get, try path("get", resource, key))
  }

  static func list(
    _ resource: KubeResource, in namespace: String?, _ page: ListPage
  ) throws(KubeError) -> KubeRequest {
    var request = KubeRequest("list", .get, try path("list", resource, in: namespace))
    let items = [
      ("limit", String(page.limit)), ("continue", page.continuation), ("labelSelector", page.labelSelector),
    ]
    request.query = query(items.compactMap { name, value in value.map { (name, $0) } })
    return request
  }

  /// - Parameter seconds: after which the server ends the watch.
  static func watch(
    _ resource: KubeResource, in namespace: String?, since version: String, seconds: Int
  ) throws(KubeError) -> KubeRequest {
    var request = KubeRequest("watch", .get, try path("watch", resource, in: namespace))
    request.query = query([
      ("watch", "true"), ("allowWatchBookmarks", "true"), ("resourceVersion", version),
      ("timeoutSeconds", String(seconds)),
    ])
    return request
  }

  static func create(
    _ resource: KubeResource, in namespace: String?, _ object: JSONValue, isDryRun: Bool = false
  ) throws(KubeError) -> KubeRequest {
    var request = KubeRequest("create", .post, try path("create", resource, in: namespace))
    if isDryRun { request.query = query([("dryRun", "All")]) }
    request.carry(object, "application/json")
    return request
  }

  static func replace(
    _ resource: KubeResource, _ key: ObjectKey, _ object: JSONValue
  ) throws(KubeError) -> KubeRequest {
    var request = KubeRequest("replace", .put, try path("replace", resource, key))
    request.carry(object, "application/json")
    return request
  }

  static func delete(_ resource: KubeResource, _ key: ObjectKey, uid: String) throws(KubeError) -> KubeRequest {
    var request = KubeRequest("delete", .delete, try path("delete", resource, key))
    let options = JSONValue { writer in
      writer.object { options in
        options.member("apiVersion", "v1")
        options.member("kind", "DeleteOptions")
        options.name("preconditions")
        options.object { $0.member("uid", uid) }
        // Some kinds would leave what depends on them behind.
        options.member("propagationPolicy", "Background")
      }
    }
    request.carry(options, "application/json")
    return request
  }

  static func patch(
    _ resource: KubeResource, _ key: ObjectKey, _ patch: ObjectPatch, subresource: Subresource? = nil
  ) throws(KubeError) -> KubeRequest {
    let path = try path("patch", resource, key)
    var request = KubeRequest("patch", .patch, subresource.map { "\(path)/\($0.rawValue)" } ?? path)
    switch patch {
    case .merge(let patch): request.carry(patch, "application/merge-patch+json")
    case .json(let operations): request.carry(operations, "application/json-patch+json")
    case .apply(let object, let manager, let force):
      // The server reads it as YAML, which JSON is.
      request.carry(object, "application/apply-patch+yaml")
      request.query = query([("fieldManager", manager), ("force", String(force))])
    }
    return request
  }
}

extension KubeRequest {
  private mutating func carry(_ value: JSONValue, _ type: String) {
    body = Array(value.rawBytes)
    contentType = type
  }

  private static func query(_ items: [(name: String, value: String)]) -> String {
    items.map { "\($0.name)=\(KubePath.encoded($0.value))" }.joined(separator: "&")
  }

  private static func path(
    _ verb: String, _ resource: KubeResource, in namespace: String?
  ) throws(KubeError) -> String {
    if let namespace { try check(namespace, "namespace", verb, resource) }
    return KubePath.collection(resource, in: namespace)
  }

  private static func path(
    _ verb: String, _ resource: KubeResource, _ key: ObjectKey
  ) throws(KubeError) -> String {
    if !key.namespace.isEmpty { try check(key.namespace, "namespace", verb, resource) }
    try check(key.name, resource.description, verb, resource)
    return KubePath.object(resource, key)
  }

  /// There is no object of a name that no object can have, and no reason to ask for it.
  private static func check(
    _ name: String, _ kind: String, _ verb: String, _ resource: KubeResource
  ) throws(KubeError) {
    guard !KubePath.isName(name) else { return }
    let message = "\(kind) \"\(PlainText.line(name, longest: 100))\" not found: nothing can have this name"
    throw KubeError(
      verb: verb, path: KubePath.collection(resource, in: nil),
      cause: .refused(Status(.notFound, message: message), retryAfter: nil))
  }
}
