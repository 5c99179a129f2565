// SPDX-License-Identifier: Apache-2.0
package import KubeModel

extension SimulatedCluster {
  /// As much of CassKop's definition of a CassandraCluster (a CustomResourceDefinition) as an API server needs to hold
  /// one; on a real cluster CassKop brings its own.
  package static var definition: JSONValue {
    do throws(JSONError) {
      return try JSONValue(parsing: Array(definitionText.utf8))
    } catch {
      preconditionFailure("our own definition is not JSON: \(error)")
    }
  }

  private static let definitionText = """
    {
      "apiVersion": "apiextensions.k8s.io/v1",
      "kind": "CustomResourceDefinition",
      "metadata": {"name": "cassandraclusters.db.orange.com"},
      "spec": {
        "group": "db.orange.com",
        "scope": "Namespaced",
        "names": {
          "kind": "CassandraCluster", "listKind": "CassandraClusterList", "plural": "cassandraclusters",
          "singular": "cassandracluster"
        },
        "versions": [
          {
            "name": "v2", "served": true, "storage": true,
            "subresources": {"status": {}},
            "schema": {
              "openAPIV3Schema": {
                "type": "object",
                "properties": {
                  "spec": {"type": "object", "x-kubernetes-preserve-unknown-fields": true},
                  "status": {"type": "object", "x-kubernetes-preserve-unknown-fields": true}
                }
              }
            }
          }
        ]
      }
    }
    """
}
