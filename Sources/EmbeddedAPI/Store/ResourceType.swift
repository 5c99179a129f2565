// SPDX-License-Identifier: Apache-2.0
internal import KubeModel

/// What objects are stored under, whatever version they are asked for in.
struct ResourceType: Sendable, Hashable, CustomStringConvertible {
  /// Empty for the core group.
  let group: String
  let plural: String

  static let namespaces = ResourceType(group: "", plural: "namespaces")
  static let pods = ResourceType(group: "", plural: "pods")
  static let secrets = ResourceType(group: "", plural: "secrets")
  static let configMaps = ResourceType(group: "", plural: "configmaps")
  static let events = ResourceType(group: "", plural: "events")
  static let leases = ResourceType(group: "coordination.k8s.io", plural: "leases")
  static let definitions = ResourceType(group: "apiextensions.k8s.io", plural: "customresourcedefinitions")

  /// `cassandrabackups.db.orange.com`, as in messages and in the names of definitions.
  var description: String { group.isEmpty ? plural : "\(plural).\(group)" }
}

extension ServedResource {
  var storage: ResourceType { ResourceType(group: resource.group, plural: resource.plural) }
  /// Custom resources have a schema; their objects are strict about versions.
  var isCustom: Bool { schema != nil }
  /// Whether objects say how often somebody has changed what they should be.
  var countsGenerations: Bool {
    isCustom || storage == .definitions || storage.group == "admissionregistration.k8s.io"
  }
}
