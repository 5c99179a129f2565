// SPDX-License-Identifier: Apache-2.0
internal import KubeModel

/// A column of what `kubectl get` prints.
package struct PrinterColumn: Sendable {
  package let name: String
  /// `string`, `integer`, `number`, `boolean` or `date`.
  package let type: String
  /// `name` for the one that names the object.
  package let format: String
  package let description: String
  /// 0, or more for what is shown with `-o wide` only.
  package let priority: Int64
  /// The cell of an object at a time; null where there is nothing to show.
  let cell: @Sendable (_ object: JSONValue, _ now: Instant) -> JSONValue

  init(
    _ name: String, type: String = "string", format: String = "", priority: Int64 = 0, description: String = "",
    cell: @escaping @Sendable (_ object: JSONValue, _ now: Instant) -> JSONValue
  ) {
    (self.name, self.type, self.format, self.priority) = (name, type, format, priority)
    (self.description, self.cell) = (description, cell)
  }

  static let name = PrinterColumn(
    "Name", format: "name", description: "Name must be unique within a namespace."
  ) { object, _ in object.at("metadata", "name") ?? .null }

  static func age(_ name: String = "Age", type: String = "string") -> PrinterColumn {
    PrinterColumn(name, type: type, description: "How long ago the object was created.") { object, now in
      .string(Age.text(since: object.at("metadata", "creationTimestamp"), now: now))
    }
  }
}

extension PrinterColumn {
  private static let types: Set<String> = ["boolean", "date", "integer", "number", "string"]

  /// Reads an element of `additionalPrinterColumns`.
  /// - Parameter field: where it stands in the definition, for errors.
  init(_ json: JSONValue, field: String) throws(SchemaFinding) {
    guard let name = json["name"]?.string, !name.isEmpty else { throw .required("\(field).name") }
    guard let type = json["type"]?.string else { throw .required("\(field).type") }
    guard Self.types.contains(type) else {
      throw .invalid("\(field).type", text: type, "must be one of boolean,date,integer,number,string")
    }
    guard let text = json["jsonPath"]?.string else { throw .required("\(field).JSONPath") }
    let path = try ColumnPath(text, field: "\(field).JSONPath")
    self.init(
      name, type: type, format: json["format"]?.string ?? "", priority: json["priority"]?.integer ?? 0,
      description: json["description"]?.string ?? "Custom resource definition column (in JSONPath format): \(text)"
    ) { object, now in
      path.value(in: object).map { Self.cell($0, type: type, now: now) } ?? .null
    }
  }

  /// What does not fit the type of the column is not shown.
  private static func cell(_ value: JSONValue, type: String, now: Instant) -> JSONValue {
    switch type {
    case "string": value.isNull ? .null : .string(value.string ?? value.text)
    case "integer": value.integer.map(JSONValue.integer) ?? .null
    case "number": value.kind == .number ? value : .null
    case "boolean": value.kind == .bool ? value : .null
    default: value.kind == .string ? .string(Age.text(since: value, now: now)) : .null
    }
  }
}
