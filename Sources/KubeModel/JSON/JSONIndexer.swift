// SPDX-License-Identifier: Apache-2.0

/// Reads a text once, refuses what RFC 8259 does not allow, and notes where each value is.
///
/// Open containers are a list through their own nodes, so nesting costs neither stack nor memory. Strictness matters
/// because the API server forwards what it understood: where two readers understand different things, a rule can be
/// talked around.
struct JSONIndexer {
  private var nodes: [JSONNode] = []
  private let limits: JSONLimits
  private var position = 0
  private var depth = 0
  /// The number of the innermost open container plus one; 0 outside of all.
  private var innermost = 0
  private var inObject = false
  /// The container was just opened: no comma is due.
  private var isFirst = false
  private var name: UInt32 = 0
  private var nameIsEscaped = false

  /// The values of `text` in the order of their first bytes.
  static func index(_ text: Span<UInt8>, limits: JSONLimits) throws(JSONError) -> [JSONNode] {
    let longest = min(limits.bytes, JSONNode.largestOffset)
    guard text.count <= longest else { throw JSONError(reason: .tooLong(limit: longest), offset: longest) }
    var indexer = JSONIndexer(limits: limits)
    // Reviews have a value every 25 bytes, and every 15 where managedFields abound.
    indexer.nodes.reserveCapacity(min(text.count / 16 + 1, limits.values))
    try indexer.readText(text)
    return indexer.nodes
  }

  private init(limits: JSONLimits) {
    self.limits = limits
  }

  private mutating func readText(_ text: Span<UInt8>) throws(JSONError) {
    skipSpace(text)
    guard position < text.count else { throw failure(.empty) }
    guard !startsWithByteOrderMark(text) else { throw failure(.byteOrderMark) }
    try readValue(text)
    while innermost != 0 {
      skipSpace(text)
      try readInsideContainer(text)
    }
    skipSpace(text)
    guard position == text.count else { throw failure(.textAfterValue) }
  }

  /// The end of the innermost container, or its next element or member.
  @inline(__always)
  private mutating func readInsideContainer(_ text: Span<UInt8>) throws(JSONError) {
    let end = inObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
    if peek(text) == end { return closeContainer() }
    if !isFirst {
      guard peek(text) == UInt8(ascii: ",") else { throw failure(.expectedCommaOrEnd, text) }
      position &+= 1
      skipSpace(text)
      guard peek(text) != end else { throw failure(.trailingComma) }
    }
    if inObject { try readName(text) }
    try readValue(text)
  }

  @inline(__always)
  private mutating func readName(_ text: Span<UInt8>) throws(JSONError) {
    guard peek(text) == UInt8(ascii: "\"") else { throw failure(.expectedName, text) }
    name = UInt32(truncatingIfNeeded: position)
    nameIsEscaped = try skipString(text)
    skipSpace(text)
    guard peek(text) == UInt8(ascii: ":") else { throw failure(.expectedColon, text) }
    position &+= 1
    skipSpace(text)
  }

  @inline(__always)
  private mutating func readValue(_ text: Span<UInt8>) throws(JSONError) {
    let start = position
    switch peek(text) {
    case UInt8(ascii: "\""):
      let isEscaped = try skipString(text)
      try append(.string, from: start, isEscaped: isEscaped)
    case UInt8(ascii: "{"): try openContainer(.object)
    case UInt8(ascii: "["): try openContainer(.array)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      try skipNumber(text)
      try append(.number, from: start)
    case UInt8(ascii: "a")...UInt8(ascii: "z"):
      try append(try skipWord(text), from: start)
    default: throw failure(.expectedValue, text)
    }
  }
}

// MARK: - Nodes

extension JSONIndexer {
  @inline(__always)
  private mutating func append(_ kind: JSONKind, from start: Int, isEscaped: Bool = false) throws(JSONError) {
    try append(kind, from: start, isEscaped: isEscaped, next: nodes.count &+ 1)
    isFirst = false
  }

  @inline(__always)
  private mutating func append(
    _ kind: JSONKind, from start: Int, isEscaped: Bool, next: Int
  ) throws(JSONError) {
    guard nodes.count < limits.values else { throw failure(.tooManyValues(limit: limits.values)) }
    nodes.append(
      JSONNode(
        kind: kind, start: start, end: position, isEscaped: isEscaped, name: name, nameIsEscaped: nameIsEscaped,
        next: next))
  }

  private mutating func openContainer(_ kind: JSONKind) throws(JSONError) {
    guard depth < limits.depth else { throw failure(.tooDeep(limit: limits.depth)) }
    depth &+= 1
    try append(kind, from: position, isEscaped: false, next: innermost)
    innermost = nodes.count
    position &+= 1
    enter(isObject: kind == .object)
    isFirst = true
  }

  private mutating func closeContainer() {
    depth &-= 1
    position &+= 1
    let closed = innermost &- 1
    innermost = nodes[closed].next
    nodes[closed].close(end: position, next: nodes.count)
    enter(isObject: innermost != 0 && nodes[innermost &- 1].isObject)
    isFirst = false
  }

  @inline(__always)
  private mutating func enter(isObject: Bool) {
    inObject = isObject
    name = 0
    nameIsEscaped = false
  }
}

// MARK: - Bytes

extension JSONIndexer {
  /// 0 at the end of the text, which no rule of the grammar accepts.
  @inline(__always)
  private func peek(_ text: Span<UInt8>) -> UInt8 {
    position < text.count ? text[position] : 0
  }

  @inline(__always)
  private mutating func skipSpace(_ text: Span<UInt8>) {
    while position < text.count {
      switch text[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): position &+= 1
      default: return
      }
    }
  }

  private func startsWithByteOrderMark(_ text: Span<UInt8>) -> Bool {
    guard position == 0, text.count >= 2 else { return false }
    switch (text[0], text[1]) {
    case (0xEF, 0xBB), (0xFE, 0xFF), (0xFF, 0xFE): return true
    default: return false
    }
  }

  private mutating func skipWord(_ text: Span<UInt8>) throws(JSONError) -> JSONKind {
    switch text[position] {
    case UInt8(ascii: "t"): try skip("true", in: text)
    case UInt8(ascii: "f"): try skip("false", in: text)
    case UInt8(ascii: "n"):
      try skip("null", in: text)
      return .null
    default: throw failure(.badLiteral)
    }
    return .bool
  }

  private mutating func skip(_ word: String, in text: Span<UInt8>) throws(JSONError) {
    let start = position
    for byte in word.utf8 {
      guard peek(text) == byte else { throw JSONError(reason: .badLiteral, offset: start) }
      position &+= 1
    }
  }

  /// The grammar of RFC 8259, section 6. The text is kept, so no number is too large and none loses digits.
  private mutating func skipNumber(_ text: Span<UInt8>) throws(JSONError) {
    if text[position] == UInt8(ascii: "-") { position &+= 1 }
    if peek(text) == UInt8(ascii: "0") {
      position &+= 1
      guard !isDigit(peek(text)) else { throw failure(.badNumber) }
    } else {
      try skipDigits(text)
    }
    if peek(text) == UInt8(ascii: ".") {
      position &+= 1
      try skipDigits(text)
    }
    if peek(text) | 0x20 == UInt8(ascii: "e") {
      position &+= 1
      if peek(text) == UInt8(ascii: "+") || peek(text) == UInt8(ascii: "-") { position &+= 1 }
      try skipDigits(text)
    }
  }

  /// One or more.
  private mutating func skipDigits(_ text: Span<UInt8>) throws(JSONError) {
    guard isDigit(peek(text)) else { throw failure(.badNumber, text) }
    repeat { position &+= 1 } while isDigit(peek(text))
  }

  private func isDigit(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "0") < 10
  }

  /// From the opening quote to behind the closing one; tells whether there are escapes between them.
  @inline(__always)
  private mutating func skipString(_ text: Span<UInt8>) throws(JSONError) -> Bool {
    let end = try JSONStringScanner.end(of: text, from: position &+ 1)
    position = end.offset
    return end.isEscaped
  }

  private func failure(_ reason: JSONError.Reason) -> JSONError {
    JSONError(reason: reason, offset: position)
  }

  /// A text that stops short is a different mistake than a wrong byte.
  private func failure(_ reason: JSONError.Reason, _ text: Span<UInt8>) -> JSONError {
    failure(position < text.count ? reason : .endsEarly)
  }
}
