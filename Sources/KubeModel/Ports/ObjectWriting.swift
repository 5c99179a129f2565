// SPDX-License-Identifier: Apache-2.0

/// Changing objects of a cluster.
package protocol ObjectWriting: Sendable {
  /// - Parameter namespace: nil for a cluster-scoped object.
  /// - Returns: the object as the server made it.
  func create(
    _ resource: KubeResource, in namespace: String?, _ object: JSONValue
  ) async throws(KubeError) -> KubeObject

  /// Puts an object in the place of the one of this name. With a `metadata.resourceVersion`, only if that is still the
  /// version there: otherwise 409.
  func replace(
    _ resource: KubeResource, _ key: ObjectKey, _ object: JSONValue
  ) async throws(KubeError) -> KubeObject

  /// - Parameter subresource: `.status`, or nil for the object itself.
  func patch(
    _ resource: KubeResource, _ key: ObjectKey, _ patch: ObjectPatch, subresource: Subresource?
  ) async throws(KubeError) -> KubeObject
}

package enum Subresource: String, Sendable {
  case status
}

/// A change to an object, in one of the forms that the API server takes.
package enum ObjectPatch: Sendable {
  /// RFC 7386.
  case merge(JSONValue)
  /// RFC 6902, an array of operations. A `test` guards against an object that has changed meanwhile.
  case json(JSONValue)
  /// Server-side apply: all that `manager` wants to say of the object. `force` takes members from other managers.
  case apply(JSONValue, manager: String, force: Bool)
}
