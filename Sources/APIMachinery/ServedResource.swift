// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// A resource that is served in one version: a built-in one, or one of a CustomResourceDefinition.
package struct ServedResource: Sendable {
  package let resource: KubeResource
  package let listKind: String
  package let singular: String
  package let shortNames: [String]
  package let categories: [String]
  package let isNamespaced: Bool
  package let hasStatus: Bool
  /// Objects are kept in this version, of all versions of the resource.
  package let isStored: Bool
  /// What can be done with it, as discovery lists it: `get`, `list`, …
  package let verbs: [String]
  /// Nil for what is taken as it is.
  package let schema: StructuralSchema?
  package let columns: [PrinterColumn]
  /// Fields that a field selector may name, beside the name and the namespace.
  package let selectableFields: [String]
  /// What everybody who uses this version is told.
  package let deprecationWarning: String?

  package static let allVerbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"]

  init(
    _ resource: KubeResource, listKind: String? = nil, singular: String = "", shortNames: [String] = [],
    categories: [String] = [], isNamespaced: Bool = true, hasStatus: Bool = false, isStored: Bool = true,
    verbs: [String] = allVerbs, schema: StructuralSchema? = nil, columns: [PrinterColumn] = [],
    selectableFields: [String] = [], deprecationWarning: String? = nil
  ) {
    (self.resource, self.listKind, self.singular) = (resource, listKind ?? resource.kind + "List", singular)
    (self.shortNames, self.categories, self.isNamespaced) = (shortNames, categories, isNamespaced)
    (self.hasStatus, self.isStored, self.verbs, self.schema) = (hasStatus, isStored, verbs, schema)
    (self.columns, self.selectableFields) = (columns, selectableFields)
    self.deprecationWarning = deprecationWarning
  }

  package var type: GroupVersionKind {
    GroupVersionKind(group: resource.group, version: resource.version, kind: resource.kind)
  }
}
