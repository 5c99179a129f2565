// SPDX-License-Identifier: Apache-2.0

/// A value in a JSON text. It is a view: copying it copies a reference, and nothing is decoded before it is asked for.
/// What this program does not know survives, and numbers keep their text.
package struct JSONValue: Sendable {
  let document: JSONDocument
  /// The number of the value in its document: values are counted from 0 in the order of their first bytes, containers
  /// before what is in them, names not at all. A reader of another syntax that counts alike knows its own positions.
  package let nodeIndex: Int

  init(_ document: JSONDocument, _ nodeIndex: Int) {
    self.document = document
    self.nodeIndex = nodeIndex
  }

  /// Takes a whole text: one value by RFC 8259 in UTF-8, and white space around it.
  package init(parsing bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONError) {
    self.init(try JSONDocument(bytes, limits: limits), 0)
  }

  /// The value that `write` writes: exactly one.
  package init(encoding write: (inout JSONWriter) -> Void) {
    var writer = JSONWriter()
    write(&writer)
    self.init(written: writer.bytes)
  }

  /// Takes a text of our own making; one that is not JSON is a mistake in this program.
  init(written bytes: [UInt8]) {
    do {
      self.init(try JSONDocument(bytes, limits: .none), 0)
    } catch {
      preconditionFailure("a value was written wrongly: \(error)")
    }
  }
}

extension JSONValue {
  package static let null = JSONValue { $0.null() }

  package static func bool(_ value: Bool) -> JSONValue { JSONValue { $0.bool(value) } }
  package static func integer(_ value: Int64) -> JSONValue { JSONValue { $0.integer(value) } }
  package static func string(_ value: String) -> JSONValue { JSONValue { $0.string(value) } }
}

extension JSONValue {
  var node: JSONNode { document.nodes[nodeIndex] }

  package var kind: JSONKind { node.kind }
  package var isNull: Bool { kind == .null }

  /// The value as it was received, without the white space around it.
  package var rawBytes: ArraySlice<UInt8> {
    let node = node
    return document.bytes[Int(node.start)..<Int(node.end)]
  }

  /// How many bytes of the text precede the value.
  package var byteOffset: Int { Int(node.start) }

  /// Nil unless it is true or false.
  package var bool: Bool? {
    kind == .bool ? document.bytes[byteOffset] == UInt8(ascii: "t") : nil
  }

  /// The text with its escapes resolved; nil unless it is a string.
  package var string: String? {
    let node = node
    guard node.kind == .string else { return nil }
    let content = Int(node.start) + 1..<Int(node.end) - 1
    guard node.isEscaped else { return String(decoding: document.bytes[content], as: UTF8.self) }
    return String(decoding: JSONUnescaping.unescape(document.bytes, content), as: UTF8.self)
  }

  /// A number's text as it was received; nil unless it is a number.
  package var numberText: String? {
    kind == .number ? String(decoding: rawBytes, as: UTF8.self) : nil
  }

  /// Nil unless it is a number written as an integer that fits: `10`, but neither `10.0` nor `1e1`, which the API server
  /// refuses for integer members of a schema as well.
  package var integer: Int64? {
    numberText.flatMap { Int64($0) }
  }
}
