// SPDX-License-Identifier: Apache-2.0
package import KubeModel

extension StructuralSchema {
  /// The object with the defaults of the schema for what is absent or null, and without what is null, has no default and
  /// may not be null (apiextensions-apiserver, package `defaulting`).
  package func defaulted(_ object: JSONValue) -> JSONValue {
    JSONValue { fill(object, into: &$0) }
  }

  private func fill(_ value: JSONValue, into writer: inout JSONWriter) {
    switch value.kind {
    case .object:
      writer.object { object in
        for (name, member) in value.members { fillMember(name, member, into: &object) }
        for (name, schema) in properties.sorted(by: { $0.key < $1.key }) where value[name] == nil {
          guard let defaultValue = schema.defaultValue else { continue }
          object.name(name)
          schema.fill(defaultValue, into: &object)
        }
      }
    case .array:
      writer.array { array in
        for element in value.elements {
          if let items { items.fill(element, into: &array) } else { array.value(element) }
        }
      }
    default: writer.value(value)
    }
  }

  private func fillMember(_ name: String, _ member: JSONValue, into writer: inout JSONWriter) {
    guard let schema = self.member(name) else { return writer.member(name, member) }
    guard member.isNull, !schema.isNullable else {
      writer.name(name)
      return schema.fill(member, into: &writer)
    }
    guard let defaultValue = schema.defaultValue else { return }
    writer.name(name)
    schema.fill(defaultValue, into: &writer)
  }
}
