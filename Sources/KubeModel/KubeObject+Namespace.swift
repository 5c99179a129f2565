// SPDX-License-Identifier: Apache-2.0

extension KubeObject {
  /// The object with the namespace that its request names. An object is created in the namespace of the request's path,
  /// and older API servers write that into the object only after they have asked webhooks about it.
  package func placed(in namespace: String) -> KubeObject {
    guard self.namespace == nil, !namespace.isEmpty else { return self }
    let place = JSONPatch(operations: [.add(path: .metadata.member("namespace"), value: .string(namespace))])
    // Without metadata there is nothing to put it in, and rules say what is wrong with such an object.
    guard let placed = try? place.applied(to: json) else { return self }
    return KubeObject(placed)
  }
}
