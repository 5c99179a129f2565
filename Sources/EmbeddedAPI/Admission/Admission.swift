// SPDX-License-Identifier: Apache-2.0
internal import APIMachinery
internal import KubeModel

/// A request on its way through the webhooks.
struct Admission: Sendable {
  enum Operation: String, Sendable {
    case create = "CREATE"
    case update = "UPDATE"
    case delete = "DELETE"

    fileprivate var optionsKind: String {
      switch self {
      case .create: "CreateOptions"
      case .update: "UpdateOptions"
      case .delete: "DeleteOptions"
      }
    }
  }

  let target: Target
  let operation: Operation
  /// Nil on deletion. In the version of the request.
  var object: JSONValue?
  var oldObject: JSONValue?
  /// What else a deletion was asked to do.
  var deleteOptions = JSONValue.emptyObject
  private(set) var warnings: [String] = []
  let isDryRun: Bool
  /// Other versions of the resource.
  let versions: [ServedResource]
  /// What a namespace selector looks at; nil if the request is about none.
  let namespace: JSONValue?
  private let fieldManager: String?
  private let mutating: [Webhook]
  private let validating: [Webhook]

  /// - Parameter store: where webhooks are registered.
  init(_ request: APIRequest, _ operation: Operation, object: JSONValue?, store: ObjectStore) {
    (target, self.operation, self.object) = (request.target, operation, object)
    (isDryRun, fieldManager) = (request.isDryRun, request.query["fieldManager"])
    versions = [request.target.stored]
    let name = target.type == .namespaces ? target.name ?? "" : target.namespace ?? ""
    namespace = name.isEmpty ? nil : store.object(.namespaces, ObjectKey(namespace: "", name: name))
    mutating = Self.webhooks("mutatingwebhookconfigurations", store)
    validating = Self.webhooks("validatingwebhookconfigurations", store)
  }

  /// In the order of their configurations' names. What is no webhook was refused when it was to be stored.
  private static func webhooks(_ plural: String, _ store: ObjectStore) -> [Webhook] {
    store.objects(ResourceType(group: "admissionregistration.k8s.io", plural: plural))
      .flatMap { $0["webhooks"]?.elements.compactMap { try? Webhook($0) } ?? [] }
  }

  /// Those that want to see the request, with the version in which they do.
  func interested(isMutating: Bool) -> [(webhook: Webhook, resource: ServedResource)] {
    (isMutating ? mutating : validating).compactMap { webhook in webhook.resource(for: self).map { (webhook, $0) } }
  }

  /// Nobody is told anything twice.
  mutating func warn(_ texts: [String]) {
    for text in texts where !warnings.contains(text) { warnings.append(text) }
  }
}

extension Admission {
  /// The AdmissionReview for a webhook, with its members in the order of the API server.
  func review(uid: String, for webhook: Webhook, in version: ServedResource) -> JSONValue {
    JSONValue { writer in
      writer.object { review in
        review.member("kind", "AdmissionReview")
        review.member("apiVersion", "admission.k8s.io/\(webhook.reviewVersion)")
        review.name("request")
        review.object { request in encode(uid, version, into: &request) }
      }
    }
  }

  private func encode(_ uid: String, _ version: ServedResource, into request: inout JSONWriter) {
    request.member("uid", uid)
    encode(version, "kind", "resource", "subResource", into: &request)
    encode(target.resource, "requestKind", "requestResource", "requestSubResource", into: &request)
    let named = [object, oldObject].compactMap { $0.flatMap { KubeObject($0).name } }.first ?? target.name ?? ""
    if !named.isEmpty { request.member("name", named) }
    if let namespace = target.namespace, !namespace.isEmpty { request.member("namespace", namespace) }
    request.member("operation", operation.rawValue)
    request.name("userInfo")
    request.object { user in
      user.member("username", "admin")
      user.name("groups")
      user.array { groups in ["system:masters", "system:authenticated"].forEach { groups.string($0) } }
    }
    request.member("object", object?.converted(to: version) ?? .null)
    request.member("oldObject", oldObject?.converted(to: version) ?? .null)
    request.member("dryRun", isDryRun)
    request.name("options")
    request.object { options in
      options.member("kind", operation.optionsKind)
      options.member("apiVersion", "meta.k8s.io/v1")
      if isDryRun {
        options.name("dryRun")
        options.array { $0.string("All") }
      }
      if let fieldManager { options.member("fieldManager", fieldManager) }
      for (name, value) in deleteOptions.members where !["kind", "apiVersion", "dryRun"].contains(name) {
        options.member(name, value)
      }
    }
  }

  private func encode(
    _ served: ServedResource, _ kind: String, _ resource: String, _ subresource: String, into request: inout JSONWriter
  ) {
    let names = served.resource
    for (member, last, name) in [(kind, "kind", names.kind), (resource, "resource", names.plural)] {
      request.name(member)
      request.object { type in
        type.member("group", names.group)
        type.member("version", names.version)
        type.member(last, name)
      }
    }
    if target.isStatus { request.member(subresource, "status") }
  }
}
