// SPDX-License-Identifier: Apache-2.0
package import KubeModel

extension StructuralSchema {
  /// The object without the members that the schema does not know (apiextensions-apiserver, `pruning.Prune`).
  package func pruned(_ object: JSONValue) -> JSONValue {
    JSONValue { prune(object, isResource: true, isPreserving: preservesUnknownFields, into: &$0) }
  }

  private func prune(_ value: JSONValue, isResource: Bool, isPreserving: Bool, into writer: inout JSONWriter) {
    switch value.kind {
    case .object:
      writer.object { object in
        for (name, member) in value.members {
          pruneMember(name, member, isResource: isResource, isPreserving: isPreserving, into: &object)
        }
      }
    case .array:
      writer.array { array in
        for element in value.elements {
          guard let items else {
            if isPreserving { array.value(element) } else { Self.writeEmptied(element, into: &array) }
            continue
          }
          items.prune(
            element, isResource: items.isEmbeddedResource, isPreserving: isPreserving || items.preservesUnknownFields,
            into: &array)
        }
      }
    default: writer.scalar(value)
    }
  }

  private func pruneMember(
    _ name: String, _ member: JSONValue, isResource: Bool, isPreserving: Bool, into writer: inout JSONWriter
  ) {
    if isResource, Self.typeMembers.contains(name) { return writer.member(name, member) }
    if isResource, name == "metadata" {
      writer.name(name)
      return Self.objectMeta.prune(member, isResource: false, isPreserving: false, into: &writer)
    }
    if let schema = self.member(name) {
      writer.name(name)
      schema.prune(
        member, isResource: schema.isEmbeddedResource, isPreserving: schema.preservesUnknownFields, into: &writer)
    } else if isPreserving {
      writer.member(name, member)
    } else if additionalProperties != nil {
      writer.name(name)
      Self.writeEmptied(member, into: &writer)
    }
  }

  /// Where there is no schema, no member is known.
  private static func writeEmptied(_ value: JSONValue, into writer: inout JSONWriter) {
    switch value.kind {
    case .object: writer.object { _ in }
    case .array: writer.array { array in for element in value.elements { writeEmptied(element, into: &array) } }
    default: writer.scalar(value)
    }
  }
}
