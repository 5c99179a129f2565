// SPDX-License-Identifier: Apache-2.0
internal import KubeModel

/// What objects are stored under, whatever version they are asked for in.
package struct ResourceType: Sendable, Hashable, CustomStringConvertible {
  /// Empty for the core group.
  package let group: String
  package let plural: String

  package static let namespaces = ResourceType(group: "", plural: "namespaces")
  package static let pods = ResourceType(group: "", plural: "pods")
  package static let secrets = ResourceType(group: "", plural: "secrets")
  package static let configMaps = ResourceType(group: "", plural: "configmaps")
  package static let events = ResourceType(group: "", plural: "events")
  package static let leases = ResourceType(group: "coordination.k8s.io", plural: "leases")
  package static let definitions = ResourceType(group: "apiextensions.k8s.io", plural: "customresourcedefinitions")

  package init(group: String, plural: String) { (self.group, self.plural) = (group, plural) }

  /// `cassandrabackups.db.orange.com`, as in messages and in the names of definitions.
  package var description: String { group.isEmpty ? plural : "\(plural).\(group)" }
}

extension ServedResource {
  package var storage: ResourceType { ResourceType(group: resource.group, plural: resource.plural) }
  /// Custom resources have a schema; their objects are strict about versions.
  package var isCustom: Bool { schema != nil }
  /// Whether objects say how often somebody has changed what they should be.
  package var countsGenerations: Bool {
    isCustom || storage == .definitions || storage.group == "admissionregistration.k8s.io"
  }
}
