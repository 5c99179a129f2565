// SPDX-License-Identifier: Apache-2.0

/// Writes compact JSON. Strings are escaped where RFC 8259 demands it and nowhere else. The caller writes one value, and
/// a name before each value of an object.
package struct JSONWriter: Sendable {
  package private(set) var bytes: [UInt8] = []
  /// Something stands before the next value or name that a comma must part it from.
  private var needsComma = false

  /// `capacity`: bytes expected, so that the text is not moved while it grows.
  package init(capacity: Int = 0) {
    bytes.reserveCapacity(capacity)
  }

  package mutating func object<Failure>(
    _ members: (inout JSONWriter) throws(Failure) -> Void
  ) throws(Failure) {
    try container(UInt8(ascii: "{"), UInt8(ascii: "}"), members)
  }

  package mutating func array<Failure>(
    _ elements: (inout JSONWriter) throws(Failure) -> Void
  ) throws(Failure) {
    try container(UInt8(ascii: "["), UInt8(ascii: "]"), elements)
  }

  /// The name of the member whose value comes next.
  package mutating func name(_ name: String) {
    separate()
    quote(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  package mutating func string(_ value: String) {
    separate()
    quote(value)
  }

  package mutating func integer(_ value: some BinaryInteger) {
    literal(value.description)
  }

  /// The text of a number by RFC 8259, such as one that has a fraction.
  package mutating func number(_ text: String) {
    literal(text)
  }

  package mutating func bool(_ value: Bool) {
    literal(value ? "true" : "false")
  }

  package mutating func null() {
    literal("null")
  }

  /// As it was received.
  package mutating func value(_ value: JSONValue) {
    separate()
    bytes.append(contentsOf: value.rawBytes)
  }

  private mutating func container<Failure>(
    _ start: UInt8, _ end: UInt8, _ content: (inout JSONWriter) throws(Failure) -> Void
  ) throws(Failure) {
    separate()
    bytes.append(start)
    needsComma = false
    try content(&self)
    bytes.append(end)
    needsComma = true
  }

  private mutating func literal(_ text: String) {
    separate()
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }
}

extension JSONWriter {
  package mutating func member(_ name: String, _ value: String) {
    self.name(name)
    string(value)
  }

  package mutating func member(_ name: String, _ value: some BinaryInteger) {
    self.name(name)
    integer(value)
  }

  package mutating func member(_ name: String, _ value: Bool) {
    self.name(name)
    bool(value)
  }

  package mutating func member(_ name: String, _ value: JSONValue) {
    self.name(name)
    self.value(value)
  }
}

extension JSONWriter {
  private mutating func quote(_ text: String) {
    let content = text.utf8Span.span
    bytes.append(UInt8(ascii: "\""))
    // Nearly every text needs no escape, and goes over in one piece.
    var place = 0
    while place < content.count {
      let end = JSONStringScanner.endOfPlain(content, from: place)
      bytes.append(content.extracting(place..<end))
      if end < content.count { escape(content[end]) }
      place = end + 1
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
      bytes.append(UInt8(ascii: "\\"))
      bytes.append(byte)
    case ..<0x20: escapeControl(byte)
    default: bytes.append(byte)
    }
  }

  private mutating func escapeControl(_ byte: UInt8) {
    let escape =
      switch byte {
      case 0x08: "\\b"
      case 0x09: "\\t"
      case 0x0A: "\\n"
      case 0x0C: "\\f"
      case 0x0D: "\\r"
      default: "\\u00" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16)
      }
    bytes.append(contentsOf: escape.utf8)
  }
}
