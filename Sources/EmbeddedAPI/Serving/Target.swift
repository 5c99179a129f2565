// SPDX-License-Identifier: Apache-2.0
internal import APIMachinery
internal import KubeModel

/// What a request is about: a resource, one namespace of it or all, one object or all, the object or its status.
struct Target: Sendable {
  let resource: ServedResource
  /// The same in the version in which objects are kept.
  let stored: ServedResource
  /// Nil for all namespaces, empty for a resource that has none.
  let namespace: String?
  let name: String?
  let isStatus: Bool

  var type: ResourceType { resource.storage }

  /// Nil unless one object is meant.
  var key: ObjectKey? { name.map { ObjectKey(namespace: namespace ?? "", name: $0) } }

  /// An object that is put there without a request.
  init?(installing object: KubeObject, _ resource: ServedResource, _ resources: ServedResources) {
    guard let name = object.name, resource.isNamespaced == (object.namespace != nil) else { return nil }
    (self.resource, self.name, namespace, isStatus) = (resource, name, object.namespace ?? "", false)
    stored = resources.stored(resource.storage) ?? resource
  }

  /// - Parameter path: `/api/v1/namespaces/ns/pods/name/status`, `/apis/GROUP/VERSION/…`. Nil for what leads nowhere.
  init?(path: String, _ resources: ServedResources) {
    var steps = path.split(separator: "/", omittingEmptySubsequences: true).map(String.init)[...]
    guard let root = steps.popFirst(), root == "api" || root == "apis" else { return nil }
    guard let group = root == "api" ? "" : steps.popFirst(), let version = steps.popFirst() else { return nil }
    var namespace: String?
    // Behind a namespace are the resources in it, or the namespace's own status.
    if steps.first == "namespaces", steps.count >= 3, steps.dropFirst(2).first != "status" {
      namespace = steps.dropFirst().first
      steps = steps.dropFirst(2)
    }
    guard let plural = steps.popFirst(),
      let resource = resources.resource(group: group, version: version, plural: plural)
    else { return nil }
    self.resource = resource
    stored = resources.stored(resource.storage) ?? resource
    guard resource.isNamespaced || namespace == nil else { return nil }
    name = steps.popFirst()
    let subresource = steps.popFirst()
    isStatus = subresource == "status"
    self.namespace = resource.isNamespaced ? namespace : ""
    guard steps.isEmpty, !resource.isNamespaced || namespace != nil || name == nil else { return nil }
    guard subresource == nil || isStatus && resource.hasStatus else { return nil }
  }
}
