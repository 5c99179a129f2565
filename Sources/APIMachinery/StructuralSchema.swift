// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// What a version of a custom resource may hold (apiextensions.k8s.io/v1, a structural schema).
package final class StructuralSchema: Sendable {
  enum ValueType: String, Sendable {
    case object, array, string, integer, number, boolean
  }

  /// What may not be twice in a list.
  enum Uniqueness: Sendable {
    case elements
    /// The values of these members, taken together.
    case keys([String])
  }

  enum Additional: Sendable {
    case schema(StructuralSchema)
    case anything
  }

  /// Nil for every type.
  let type: ValueType?
  /// Empty for none.
  let format: String
  let description: String
  let isNullable: Bool
  let isIntOrString: Bool
  let preservesUnknownFields: Bool
  /// An object with `apiVersion`, `kind` and `metadata` of its own.
  let isEmbeddedResource: Bool
  let properties: [String: StructuralSchema]
  let additionalProperties: Additional?
  let items: StructuralSchema?
  let limits: SchemaLimits
  let uniqueness: Uniqueness?
  let defaultValue: JSONValue?
  /// Reads `openAPIV3Schema`.
  /// - Parameter field: where it stands in the definition, for errors.
  /// - Throws: what is no schema, and what the API server would obey and this one does not (`pattern`, `oneOf`, …).
  package convenience init(_ json: JSONValue, field: String) throws(SchemaFinding) {
    var reader = try SchemaReader(json, field: field)
    try self.init(&reader)
  }

  private init(_ reader: inout SchemaReader) throws(SchemaFinding) {
    type = try reader.type()
    description = try reader.string("description") ?? ""
    isNullable = try reader.bool("nullable")
    isIntOrString = try reader.intOrString()
    preservesUnknownFields = try reader.bool("x-kubernetes-preserve-unknown-fields")
    isEmbeddedResource = try reader.bool("x-kubernetes-embedded-resource")
    format = try reader.format(of: type)
    properties = try reader.schemas("properties")
    additionalProperties = try reader.additionalProperties()
    items = try reader.schema("items")
    limits = try reader.limits()
    uniqueness = try reader.uniqueness()
    defaultValue = reader.take("default")
    try reader.finish()
  }
}

extension StructuralSchema {
  /// Members of every object, which a schema says nothing about.
  static let typeMembers = ["apiVersion", "kind"]

  /// The schema of the member of that name; nil where there is none.
  func member(_ name: String) -> StructuralSchema? {
    if let property = properties[name] { return property }
    guard case .schema(let schema) = additionalProperties else { return nil }
    return schema
  }
}
