// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// The paths of the API server.
package enum KubePath {
  /// - Parameter namespace: nil for all, and for cluster-scoped kinds.
  package static func collection(_ resource: KubeResource, in namespace: String?) -> String {
    let root = resource.group.isEmpty ? "/api/\(resource.version)" : "/apis/\(resource.apiVersion)"
    return root + (namespace.map { "/namespaces/\($0)" } ?? "") + "/\(resource.plural)"
  }
}
