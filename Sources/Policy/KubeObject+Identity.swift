// SPDX-License-Identifier: Apache-2.0
package import KubeModel

extension KubeObject {
  /// What rules tell objects apart by. A file may leave out the namespace: kubectl's default is `default`. The name is
  /// empty before the API server has made one from `generateName`.
  package var identity: ObjectKey {
    let metadata = metadata
    return ObjectKey(namespace: metadata?["namespace"]?.string ?? "default", name: metadata?["name"]?.string ?? "")
  }
}

extension ObjectKey {
  /// An object of another kind and of this name in the same namespace.
  package func neighbour(_ name: String) -> ObjectKey {
    ObjectKey(namespace: namespace, name: name)
  }
}
