// SPDX-License-Identifier: Apache-2.0

/// A Kubernetes object as it was received. What is missing and what has the wrong type both read as absent: to find
/// fault with an object is the business of schema and rules.
package struct KubeObject: Sendable, Equatable {
  package let json: JSONValue

  package init(_ json: JSONValue) {
    self.json = json
  }

  package var apiVersion: String? { json["apiVersion"]?.string }
  package var kind: String? { json["kind"]?.string }
  package var spec: JSONValue? { json["spec"] }
  package var status: JSONValue? { json["status"] }
  package var metadata: JSONValue? { json["metadata"] }

  /// Nil unless both parts are there and well formed.
  package var groupVersionKind: GroupVersionKind? {
    guard let apiVersion, let kind else { return nil }
    return GroupVersionKind(apiVersion: apiVersion, kind: kind)
  }
}

extension KubeObject {
  package var name: String? { metadata?["name"]?.string }
  package var generateName: String? { metadata?["generateName"]?.string }
  package var namespace: String? { metadata?["namespace"]?.string }
  package var uid: String? { metadata?["uid"]?.string }
  package var generation: Int64? { metadata?["generation"]?.integer }

  /// RFC 3339. The API server sets it when somebody deletes an object that has finalizers.
  package var deletionTimestamp: String? { metadata?["deletionTimestamp"]?.string }
  package var isBeingDeleted: Bool { deletionTimestamp != nil }

  package var finalizers: [String] {
    metadata?["finalizers"]?.elements.compactMap(\.string) ?? []
  }

  package func label(_ name: String) -> String? { metadata?["labels"]?[name]?.string }
  package func annotation(_ name: String) -> String? { metadata?["annotations"]?[name]?.string }

  /// Nil without a name. The namespace of a cluster-scoped object is empty.
  package var key: ObjectKey? {
    name.map { ObjectKey(namespace: namespace ?? "", name: $0) }
  }
}
