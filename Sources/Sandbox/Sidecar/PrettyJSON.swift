// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// Writes JSON as Jackson prettifies it: a member per line, indented by two, with blanks around the colon; arrays on one
/// line, which do not indent what is in them.
struct PrettyJSON {
  private(set) var text = ""
  private var indent = "\n"
  private var isFirst = true

  static func text(_ write: (inout PrettyJSON) -> Void) -> String {
    var writer = PrettyJSON()
    write(&writer)
    return writer.text
  }

  /// Members that are to follow others in an object at the top: each begins with its comma.
  static func furtherMembers(_ write: (inout PrettyJSON) -> Void) -> String {
    var writer = PrettyJSON()
    (writer.indent, writer.isFirst) = ("\n  ", false)
    write(&writer)
    return writer.text
  }

  mutating func object(_ members: (inout PrettyJSON) -> Void) {
    let outer = indent
    text += "{"
    (indent, isFirst) = (outer + "  ", true)
    members(&self)
    text += isFirst ? " }" : outer + "}"
    (indent, isFirst) = (outer, false)
  }

  mutating func array<Element>(_ elements: some Sequence<Element>, _ write: (inout PrettyJSON, Element) -> Void) {
    var isEmpty = true
    text += "["
    for element in elements {
      text += isEmpty ? " " : ", "
      isEmpty = false
      write(&self, element)
    }
    text += " ]"
  }

  mutating func name(_ name: String) {
    text += isFirst ? indent : "," + indent
    isFirst = false
    string(name)
    text += " : "
  }

  mutating func string(_ value: String) {
    var writer = JSONWriter(capacity: value.utf8.count + 2)
    writer.string(value)
    text += String(decoding: writer.bytes, as: UTF8.self)
  }

  mutating func literal(_ value: String) { text += value }

  /// As it was received, but for the blanks.
  mutating func value(_ value: JSONValue) {
    switch value.kind {
    case .object:
      object { writer in
        for (name, member) in value.members {
          writer.name(name)
          writer.value(member)
        }
      }
    case .array: array(value.elements) { $0.value($1) }
    default: literal(String(decoding: value.rawBytes, as: UTF8.self))
    }
  }
}

extension PrettyJSON {
  /// A member that is left out where there is no value.
  mutating func member(_ name: String, _ value: String?) {
    guard let value else { return }
    self.name(name)
    string(value)
  }

  mutating func member(_ name: String, _ value: Bool) {
    self.name(name)
    literal(value ? "true" : "false")
  }

  mutating func member(_ name: String, _ value: some BinaryInteger) {
    self.name(name)
    literal(value.description)
  }
}
