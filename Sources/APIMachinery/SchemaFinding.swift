// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// What is wrong with one field of an object, in the words of the API server (k8s.io/apimachinery, `field.Error`).
package struct SchemaFinding: Error, Sendable, Equatable {
  /// `spec.historyLimit`.
  package let field: String
  package let reason: CauseReason
  /// `Invalid value: 101: spec.historyLimit in body should be less than or equal to 100`.
  package let message: String

  package var cause: StatusDetails.Cause { StatusDetails.Cause(reason: reason, message: message, field: field) }
}

extension SchemaFinding: CustomStringConvertible {
  package var description: String { "\(field): \(message)" }
}

extension SchemaFinding {
  /// A value from outside, as much of it as a message can hold.
  package static func shown(_ text: String?) -> String { PlainText.line(text ?? "", longest: 120) }

  package static func required(_ field: String) -> SchemaFinding {
    SchemaFinding(field: field, reason: .required, message: "Required value")
  }

  /// - Parameter value: as JSON writes it.
  package static func invalid(_ field: String, _ value: String, _ problem: String) -> SchemaFinding {
    SchemaFinding(field: field, reason: .invalid, message: "Invalid value: \(value): \(problem)")
  }

  package static func invalid(_ field: String, text: String, _ problem: String) -> SchemaFinding {
    invalid(field, JSONValue.string(text).text, problem)
  }

  /// - Parameter value: as JSON writes it.
  package static func notSupported(_ field: String, _ value: String, _ supported: [String]) -> SchemaFinding {
    let list = supported.map { JSONValue.string($0).text }.joined(separator: ", ")
    return SchemaFinding(
      field: field, reason: .notSupported, message: "Unsupported value: \(value): supported values: \(list)")
  }

  package static func notSupported(_ field: String, text: String, _ supported: [String]) -> SchemaFinding {
    notSupported(field, JSONValue.string(text).text, supported)
  }

  /// - Parameter most: bytes.
  package static func tooLong(_ field: String, _ most: Int) -> SchemaFinding {
    SchemaFinding(field: field, reason: .tooLong, message: "Too long: must have at most \(most) bytes")
  }

  package static func forbidden(_ field: String, _ problem: String) -> SchemaFinding {
    SchemaFinding(field: field, reason: .forbidden, message: "Forbidden: \(problem)")
  }
}

extension Status {
  /// 422 `Invalid`: `CassandraBackup.db.orange.com "b" is invalid: …`, with one cause for each finding.
  package static func invalid(
    _ type: GroupVersionKind, name: String, _ findings: [SchemaFinding]
  ) -> Status {
    let qualified = type.group.isEmpty ? type.kind : "\(type.kind).\(type.group)"
    var texts: [String] = []
    for finding in findings where !texts.contains(finding.description) { texts.append(finding.description) }
    let list = texts.count == 1 ? texts[0] : "[\(texts.joined(separator: ", "))]"
    return Status(
      .invalid, message: "\(qualified) \"\(name)\" is invalid: \(list)",
      details: StatusDetails(group: type.group, kind: type.kind, name: name, causes: findings.map(\.cause)))
  }
}
