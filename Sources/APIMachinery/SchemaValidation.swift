// SPDX-License-Identifier: Apache-2.0
private import FoundationEssentials
package import KubeModel

extension StructuralSchema {
  /// What the schema finds fault with, in the words and the order of the API server (1.20, which leaves indices out of
  /// paths); members in the order of the object, where the API server has none. No more than a thousand.
  package func findings(in object: JSONValue) -> [SchemaFinding] {
    var validation = SchemaValidation()
    validation.check(object, by: self, at: "")
    return Array((validation.findings + validation.duplicates).prefix(SchemaValidation.most))
  }
}

/// Compares an object with its schema (github.com/go-openapi/validate, as apiextensions-apiserver words it).
private struct SchemaValidation {
  /// More than anybody reads; an object can be wrong at every byte.
  static let most = 1000

  var findings: [SchemaFinding] = []
  /// The API server looks for these when it has looked at everything else.
  var duplicates: [SchemaFinding] = []

  mutating func check(_ value: JSONValue, by schema: StructuralSchema, at path: String) {
    guard findings.count < Self.most else { return }
    guard !value.isNull || !schema.isNullable else { return }
    checkType(of: value, by: schema, at: path)
    switch value.kind {
    case .string: checkString(value.string ?? "", by: schema, at: path)
    case .number: checkNumber(value, by: schema.limits, at: path)
    case .array: checkArray(value, by: schema, at: path)
    default: break
    }
    checkAllowed(value, by: schema.limits, at: path)
    if value.kind == .object { checkObject(value, by: schema, at: path) }
  }

  private mutating func checkType(of value: JSONValue, by schema: StructuralSchema, at path: String) {
    let actual = Self.type(of: value)
    let expected: [String] =
      if schema.isIntOrString { ["integer", "string"] } else { [schema.type?.rawValue].compactMap(\.self) }
    let isIntegerAsNumber = actual == "integer" && expected == ["number"]
    guard !expected.isEmpty, !expected.contains(actual), !isIntegerAsNumber else { return }
    add(path, "\"\(actual)\"", "must be of type \(expected.joined(separator: ",")): \"\(actual)\"")
  }

  private static func type(of value: JSONValue) -> String {
    switch value.kind {
    case .null: "null"
    case .bool: "boolean"
    case .number: value.isIntegral ? "integer" : "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }

  private mutating func checkString(_ text: String, by schema: StructuralSchema, at path: String) {
    let length = Int64(text.unicodeScalars.count)
    let quoted = JSONValue.string(text).text
    if let most = schema.limits.maxLength, length > most {
      add(path, quoted, "should be at most \(most) chars long")
    } else if let least = schema.limits.minLength, length < least {
      add(path, quoted, "should be at least \(least) chars long")
    }
    if schema.type == .string, schema.format == "date-time", (try? Instant(parsing: text.uppercased())) == nil {
      add(path, quoted, "must be of type date-time: \(quoted)")
    }
    if schema.type == .string, schema.format == "byte", Data(base64Encoded: text) == nil {
      add(path, quoted, "must be of type byte: \(quoted)")
    }
  }

  private mutating func checkNumber(_ value: JSONValue, by limits: SchemaLimits, at path: String) {
    guard let number = value.numberText.flatMap(Double.init) else { return }
    let maximum = limits.maximum.map { $0.bound(for: value) }
    let minimum = limits.minimum.map { $0.bound(for: value) }
    if let maximum, maximum.isExclusive ? number >= maximum.value : number > maximum.value {
      add(path, value.text, "should be less than \(maximum.isExclusive ? "" : "or equal to ")\(maximum.text)")
    } else if let minimum, minimum.isExclusive ? number <= minimum.value : number < minimum.value {
      add(path, value.text, "should be greater than \(minimum.isExclusive ? "" : "or equal to ")\(minimum.text)")
    }
  }

  private mutating func checkArray(_ array: JSONValue, by schema: StructuralSchema, at path: String) {
    if let items = schema.items {
      for element in array.elements { check(element, by: items, at: path) }
    }
    let count = Int64(array.count)
    if let least = schema.limits.minItems, count < least {
      add(path, String(count), "should have at least \(least) items")
    }
    if let most = schema.limits.maxItems, count > most {
      add(path, String(count), "should have at most \(most) items")
    }
    checkUniqueness(of: array, by: schema, at: path)
  }

  private mutating func checkUniqueness(of array: JSONValue, by schema: StructuralSchema, at path: String) {
    guard let uniqueness = schema.uniqueness else { return }
    var seen: Set<String> = []
    for (index, element) in array.elements.enumerated() {
      let identity = uniqueness.identity(of: element)
      guard !seen.insert(identity).inserted, duplicates.count < Self.most else { continue }
      duplicates.append(
        SchemaFinding(field: "\(path)[\(index)]", reason: .duplicate, message: "Duplicate value: \(identity)"))
    }
  }

  private mutating func checkAllowed(_ value: JSONValue, by limits: SchemaLimits, at path: String) {
    guard !limits.allowed.isEmpty, !limits.allowed.contains(value) else { return }
    let text = value.string.map { JSONValue.string($0).text } ?? value.text
    findings.append(.notSupported(path, text, limits.allowed.map { $0.string ?? $0.text }))
  }

  private mutating func checkObject(_ object: JSONValue, by schema: StructuralSchema, at path: String) {
    let count = Int64(object.count)
    if let least = schema.limits.minProperties, count < least {
      return add(path, String(least), "should have at least \(least) properties")
    }
    if let most = schema.limits.maxProperties, count > most {
      return add(path, String(most), "should have at most \(most) properties")
    }
    for (name, member) in object.members {
      guard let memberSchema = schema.member(name) else { continue }
      check(member, by: memberSchema, at: Self.join(path, name))
    }
    for name in schema.limits.required where object[name] == nil {
      findings.append(.required(Self.join(path, name)))
    }
  }

  private static func join(_ path: String, _ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

  private mutating func add(_ path: String, _ value: String, _ problem: String) {
    findings.append(.invalid(path, value, "\(path) in body \(problem)"))
  }
}

extension SchemaLimits.Bound {
  /// The API server drops the fraction of a bound that it compares with an integer, and so do we.
  fileprivate func bound(for value: JSONValue) -> SchemaLimits.Bound {
    guard value.isIntegral, let whole = Int64(exactly: self.value.rounded(.towardZero)) else { return self }
    return SchemaLimits.Bound(value: Double(whole), text: String(whole), isExclusive: isExclusive)
  }
}

extension StructuralSchema.Uniqueness {
  /// What must not occur again, as Go prints it.
  fileprivate func identity(of element: JSONValue) -> String {
    guard case .keys(let names) = self else { return element.text }
    let keys = names.sorted().compactMap { name in element[name].map { "\"\(name)\":\($0.text)" } }
    return "map[string]interface {}{\(keys.joined(separator: ", "))}"
  }
}
