// SPDX-License-Identifier: Apache-2.0
internal import KubeModel

/// What a schema asks of a value beside its type.
struct SchemaLimits: Sendable {
  struct Bound: Sendable {
    let value: Double
    /// As it is written in the definition.
    let text: String
    let isExclusive: Bool
  }

  /// Members that must be there.
  var required: [String] = []
  /// The values that are allowed; empty for all.
  var allowed: [JSONValue] = []
  var minimum: Bound?
  var maximum: Bound?
  /// In Unicode scalars.
  var minLength: Int64?
  var maxLength: Int64?
  var minItems: Int64?
  var maxItems: Int64?
  var minProperties: Int64?
  var maxProperties: Int64?
}
