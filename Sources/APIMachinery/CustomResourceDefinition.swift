// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// A definition of resources (apiextensions.k8s.io/v1), read from its object.
package struct CustomResourceDefinition: Sendable {
  /// One for each version that is served.
  package let resources: [ServedResource]

  /// - Throws: the first thing that is wrong with the definition, or that the API server would do and this one does not
  ///   (webhook conversion, `scale`, parts of schemas).
  package init(_ json: JSONValue) throws(SchemaFinding) {
    guard let spec = json["spec"] else { throw .required("spec") }
    let names = try Names(spec)
    guard json.at("metadata", "name")?.string == "\(names.plural).\(names.group)" else {
      throw .invalid(
        "metadata.name", text: json.at("metadata", "name")?.string ?? "",
        #"must be spec.names.plural+"."+spec.group"#)
    }
    if spec["preserveUnknownFields"]?.bool == true {
      throw .invalid("spec.preserveUnknownFields", "true", "must be false")
    }
    if let strategy = spec.at("conversion", "strategy")?.string, strategy != "None" {
      throw .forbidden("spec.conversion.strategy", "this API server converts with the strategy None only")
    }
    let versions = Array(spec["versions"]?.elements ?? JSONValue.null.elements)
    guard versions.filter({ $0["storage"]?.bool == true }).count == 1 else {
      throw .invalid(
        "spec.versions", "\(versions.count) versions", "must have exactly one version marked as storage version")
    }
    var resources: [ServedResource] = []
    for (index, version) in versions.enumerated() {
      let resource = try names.resource(version, field: "spec.versions[\(index)]")
      if version["served"]?.bool == true { resources.append(resource) }
    }
    self.resources = resources
  }
}

/// What the versions of a definition share.
private struct Names {
  let group: String
  let plural: String
  let singular: String
  let kind: String
  let listKind: String
  let shortNames: [String]
  let categories: [String]
  let isNamespaced: Bool

  init(_ spec: JSONValue) throws(SchemaFinding) {
    group = try Self.string("group", in: spec, field: "spec")
    isNamespaced = try Self.scope(try Self.string("scope", in: spec, field: "spec"))
    guard let names = spec["names"] else { throw .required("spec.names") }
    plural = try Self.string("plural", in: names, field: "spec.names")
    kind = try Self.string("kind", in: names, field: "spec.names")
    singular = names["singular"]?.string ?? kind.lowercased()
    listKind = names["listKind"]?.string ?? kind + "List"
    shortNames = Self.strings(names["shortNames"])
    categories = Self.strings(names["categories"])
  }

  private static func string(_ name: String, in object: JSONValue, field: String) throws(SchemaFinding) -> String {
    guard let text = object[name]?.string, !text.isEmpty else { throw .required("\(field).\(name)") }
    return text
  }

  private static func strings(_ array: JSONValue?) -> [String] { array?.elements.compactMap(\.string) ?? [] }

  private static func scope(_ text: String) throws(SchemaFinding) -> Bool {
    switch text {
    case "Namespaced": return true
    case "Cluster": return false
    default: throw .notSupported("spec.scope", text: text, ["Cluster", "Namespaced"])
    }
  }

  func resource(_ version: JSONValue, field: String) throws(SchemaFinding) -> ServedResource {
    let name = try Self.string("name", in: version, field: field)
    let schemaField = "\(field).schema.openAPIV3Schema"
    guard let schema = version.at("schema", "openAPIV3Schema") else { throw .required(schemaField) }
    if version.at("subresources", "scale") != nil {
      throw .forbidden("\(field).subresources.scale", "this API server does not serve scale")
    }
    return ServedResource(
      KubeResource(group: group, version: name, plural: plural, kind: kind), listKind: listKind, singular: singular,
      shortNames: shortNames, categories: categories, isNamespaced: isNamespaced,
      hasStatus: version.at("subresources", "status") != nil, isStored: version["storage"]?.bool == true,
      schema: try StructuralSchema(schema, field: schemaField), columns: try columns(version, field: field),
      deprecationWarning: warning(version, name))
  }

  private func columns(_ version: JSONValue, field: String) throws(SchemaFinding) -> [PrinterColumn] {
    guard let list = version["additionalPrinterColumns"], list.count > 0 else { return [.name, .age(type: "date")] }
    var columns: [PrinterColumn] = [.name]
    for (index, column) in list.elements.enumerated() {
      columns.append(try PrinterColumn(column, field: "\(field).additionalPrinterColumns[\(index)]"))
    }
    return columns
  }

  private func warning(_ version: JSONValue, _ name: String) -> String? {
    guard version["deprecated"]?.bool == true else { return nil }
    return version["deprecationWarning"]?.string ?? "\(group)/\(name) \(kind) is deprecated"
  }
}
