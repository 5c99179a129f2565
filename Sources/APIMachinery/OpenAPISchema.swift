// SPDX-License-Identifier: Apache-2.0

/// Writes schemas as kubectl can read them (apiextensions-apiserver, `ToStructuralOpenAPIV2`): types, descriptions and
/// what is required. Limits of values are left out: kubectl does not look at them.
enum OpenAPISchema {
  static let objectMetaName = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"

  private static let typeDescriptions = [
    "apiVersion": """
    APIVersion defines the versioned schema of this representation of an object. Servers should convert recognized \
    schemas to the latest internal value, and may reject unrecognized values. More info: \
    https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#resources
    """,
    "kind": """
    Kind is a string value representing the REST resource this object represents. Servers may infer this from the \
    endpoint the client submits requests to. Cannot be updated. In CamelCase. More info: \
    https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#types-kinds
    """,
  ]
  private static let metadataDescription = """
    Standard object's metadata. More info: \
    https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata
    """

  /// - Parameter isResource: whether the object has a type and metadata.
  static func write(_ schema: StructuralSchema, isResource: Bool = false, into message: inout ProtobufWriter) {
    if !schema.description.isEmpty { message.text(4, schema.description) }
    if schema.preservesUnknownFields {
      // With properties, kubectl would take them for all that there may be; of a resource it wants to know the type.
      if isResource { message.type("object") }
      return
    }
    if schema.isNullable || schema.isIntOrString { return }
    if !schema.format.isEmpty { message.text(2, schema.format) }
    for name in required(of: schema) { message.text(19, name) }
    writeAdditionalProperties(of: schema, into: &message)
    if let type = schema.type, type != .array || schema.items != nil { message.type(type.rawValue) }
    if let items = schema.items {
      message.message(23) { $0.message(1) { write(items, isResource: items.isEmbeddedResource, into: &$0) } }
    }
    writeProperties(of: schema, isResource: isResource, into: &message)
  }

  /// What may be null may be left out, for kubectl.
  private static func required(of schema: StructuralSchema) -> [String] {
    let names = schema.limits.required.filter { !(schema.properties[$0]?.isNullable ?? false) }
    return schema.isEmbeddedResource ? names + StructuralSchema.typeMembers.filter { !names.contains($0) } : names
  }

  private static func writeAdditionalProperties(of schema: StructuralSchema, into message: inout ProtobufWriter) {
    switch schema.additionalProperties {
    case nil: break
    case .anything: message.message(21) { $0.flag(2, true) }
    case .schema(let values):
      message.message(21) { $0.message(1) { write(values, isResource: values.isEmbeddedResource, into: &$0) } }
    }
  }

  private static func writeProperties(
    of schema: StructuralSchema, isResource: Bool, into message: inout ProtobufWriter
  ) {
    guard isResource || !schema.properties.isEmpty else { return }
    message.message(25) { properties in
      if isResource { writeResourceMembers(into: &properties) }
      let isOwn = { (name: String) in !isResource || !(StructuralSchema.typeMembers + ["metadata"]).contains(name) }
      for (name, property) in schema.properties.sorted(by: { $0.key < $1.key }) where isOwn(name) {
        properties.named(1, name) { write(property, isResource: property.isEmbeddedResource, into: &$0) }
      }
    }
  }

  private static func writeResourceMembers(into properties: inout ProtobufWriter) {
    for name in StructuralSchema.typeMembers {
      properties.named(1, name) { property in
        property.text(4, typeDescriptions[name] ?? "")
        property.type("string")
      }
    }
    properties.named(1, "metadata") { property in
      property.text(1, "#/definitions/\(objectMetaName)")
      property.text(4, metadataDescription)
    }
  }
}

extension ProtobufWriter {
  fileprivate mutating func type(_ name: String) { message(22) { $0.text(1, name) } }
}
