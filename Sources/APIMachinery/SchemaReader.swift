// SPDX-License-Identifier: Apache-2.0
internal import KubeModel

/// Takes the members of a schema one by one, and refuses what is left: a rule that is not obeyed must not look as if it
/// were.
struct SchemaReader {
  /// Say nothing about values, or only to server-side apply.
  private static let ignored = ["title", "example", "externalDocs", "x-kubernetes-map-type"]
  /// Formats that the API server checks and this one does not (apiextensions-apiserver, `supportedFormats`).
  private static let unsupportedFormats: Set<String> = [
    "bsonobjectid", "uri", "email", "hostname", "ipv4", "ipv6", "cidr", "mac", "uuid", "uuid3", "uuid4", "uuid5",
    "isbn",
    "isbn10", "isbn13", "creditcard", "ssn", "hexcolor", "rgbcolor", "date", "duration",
  ]

  private var members: JSONMembers
  private let field: String

  init(_ json: JSONValue, field: String) throws(SchemaFinding) {
    guard json.kind == .object else { throw .invalid(field, json.text, "must be an object") }
    (members, self.field) = (JSONMembers(of: json), field)
  }

  mutating func take(_ name: String) -> JSONValue? { members.take(name) }

  mutating func type() throws(SchemaFinding) -> StructuralSchema.ValueType? {
    guard let name = try string("type") else { return nil }
    guard let type = StructuralSchema.ValueType(rawValue: name) else {
      let supported = ["array", "boolean", "integer", "number", "object", "string"]
      throw .notSupported("\(field).type", text: name, supported)
    }
    return type
  }

  /// With it goes the only `anyOf` that a structural schema may have here, which says the same once more.
  mutating func intOrString() throws(SchemaFinding) -> Bool {
    guard try bool("x-kubernetes-int-or-string") else { return false }
    _ = members.take("anyOf")
    return true
  }

  mutating func format(of type: StructuralSchema.ValueType?) throws(SchemaFinding) -> String {
    let format = try string("format") ?? ""
    let isOfText = type == nil || type == .string
    guard !isOfText || !Self.unsupportedFormats.contains(format.filter { $0 != "-" }) else {
      throw unsupported("format", "format \(format)")
    }
    return format
  }

  mutating func schema(_ name: String) throws(SchemaFinding) -> StructuralSchema? {
    guard let json = members.take(name) else { return nil }
    return try StructuralSchema(json, field: "\(field).\(name)")
  }

  mutating func schemas(_ name: String) throws(SchemaFinding) -> [String: StructuralSchema] {
    guard let json = members.take(name) else { return [:] }
    guard json.kind == .object else { throw .invalid("\(field).\(name)", json.text, "must be an object") }
    var schemas: [String: StructuralSchema] = [:]
    for (key, value) in json.members {
      schemas[key] = try StructuralSchema(value, field: "\(field).\(name)[\(key)]")
    }
    return schemas
  }

  mutating func additionalProperties() throws(SchemaFinding) -> StructuralSchema.Additional? {
    guard let json = members.take("additionalProperties") else { return nil }
    if let allows = json.bool {
      guard allows else { throw .forbidden("\(field).additionalProperties", "must not be set to false") }
      return .anything
    }
    return .schema(try StructuralSchema(json, field: "\(field).additionalProperties"))
  }

  mutating func limits() throws(SchemaFinding) -> SchemaLimits {
    var limits = SchemaLimits()
    limits.required = try strings("required")
    limits.allowed = members.take("enum").map { Array($0.elements) } ?? []
    limits.minimum = try bound("minimum", exclusive: "exclusiveMinimum")
    limits.maximum = try bound("maximum", exclusive: "exclusiveMaximum")
    limits.minLength = try count("minLength")
    limits.maxLength = try count("maxLength")
    limits.minItems = try count("minItems")
    limits.maxItems = try count("maxItems")
    limits.minProperties = try count("minProperties")
    limits.maxProperties = try count("maxProperties")
    return limits
  }

  mutating func uniqueness() throws(SchemaFinding) -> StructuralSchema.Uniqueness? {
    let keys = try strings("x-kubernetes-list-map-keys")
    return switch try string("x-kubernetes-list-type") {
    case "set": .elements
    case "map": .keys(keys)
    default: nil
    }
  }

  mutating func string(_ name: String) throws(SchemaFinding) -> String? {
    guard let json = members.take(name) else { return nil }
    guard let string = json.string else { throw .invalid("\(field).\(name)", json.text, "must be a string") }
    return string
  }

  mutating func bool(_ name: String) throws(SchemaFinding) -> Bool {
    guard let json = members.take(name) else { return false }
    guard let bool = json.bool else { throw .invalid("\(field).\(name)", json.text, "must be true or false") }
    return bool
  }

  private mutating func strings(_ name: String) throws(SchemaFinding) -> [String] {
    guard let json = members.take(name) else { return [] }
    let strings = json.elements.compactMap(\.string)
    guard json.kind == .array, strings.count == json.count else {
      throw .invalid("\(field).\(name)", json.text, "must be an array of strings")
    }
    return strings
  }

  private mutating func count(_ name: String) throws(SchemaFinding) -> Int64? {
    guard let json = members.take(name) else { return nil }
    guard let count = json.integer, count >= 0 else {
      throw .invalid("\(field).\(name)", json.text, "must be an integer of 0 or more")
    }
    return count
  }

  private mutating func bound(_ name: String, exclusive: String) throws(SchemaFinding) -> SchemaLimits.Bound? {
    let isExclusive = try bool(exclusive)
    guard let json = members.take(name) else { return nil }
    guard let text = json.numberText, let value = Double(text) else {
      throw .invalid("\(field).\(name)", json.text, "must be a number")
    }
    return SchemaLimits.Bound(value: value, text: text, isExclusive: isExclusive)
  }

  mutating func finish() throws(SchemaFinding) {
    for name in Self.ignored { _ = members.take(name) }
    if try bool("uniqueItems") {
      throw .forbidden(
        "\(field).uniqueItems",
        "uniqueItems cannot be set to true since the runtime complexity becomes quadratic")
    }
    for name in members.names { throw unsupported(name, name) }
  }

  private func unsupported(_ name: String, _ what: String) -> SchemaFinding {
    .forbidden("\(field).\(name)", "this API server does not support \(what)")
  }
}
