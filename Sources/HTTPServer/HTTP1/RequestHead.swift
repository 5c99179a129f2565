// SPDX-License-Identifier: Apache-2.0

/// A head that is well formed and means one thing only.
struct RequestHead: Sendable, Equatable {
  var line: RequestLine
  var fields: HTTPFields
  var framing: BodyFraming
  /// The client waits for `100 Continue` before it sends the body.
  var expectsContinue: Bool
  /// The client wants to send another request on this connection.
  var keepsAlive: Bool

  /// What an API server sends, with some to spare: saves the list of fields from growing step by step.
  private static let usualFieldCount = 10

  /// - Parameter bytes: the head with its empty line, in which each line feed follows a carriage return.
  init(parsing bytes: Span<UInt8>, limits: Limits) throws(Refusal) {
    var start = Self.lineEnd(in: bytes, from: 0)
    line = try RequestLine(parsing: bytes.extracting(0..<start))
    start += 2
    var control = MessageControl()
    fields = HTTPFields()
    fields.reserveCapacity(Self.usualFieldCount)
    while start < bytes.count - 2 {
      let end = Self.lineEnd(in: bytes, from: start)
      guard fields.list.count < limits.fieldCount else {
        throw Refusal(status: 431, reason: "The head has more than \(limits.fieldCount) fields.")
      }
      let (name, value) = try Self.field(bytes.extracting(start..<end))
      try control.note(name, value)
      fields.append(name, name == "host" ? line.authority ?? value : value)
      start = end + 2
    }
    try Self.checkHost(control, line.version)
    framing = try BodyFraming(control, method: line.method, version: line.version, limit: limits.bodyBytes)
    expectsContinue = try Self.expectsContinue(control, line.version)
    keepsAlive = !control.asksToClose && (line.version == .http11 || control.asksToKeepAlive)
  }

  /// Where the line that begins at `start` ends, before its two bytes of line end.
  private static func lineEnd(in bytes: Span<UInt8>, from start: Int) -> Int {
    (bytes.firstIndex(of: FieldRules.lineFeed, in: start..<bytes.count) ?? bytes.count) - 1
  }

  private static func field(_ line: Span<UInt8>) throws(Refusal) -> (name: String, value: String) {
    guard !FieldRules.isBlank(line[0]) else {
      throw .malformed("A line of the head begins with a blank; folded fields are obsolete and not taken.")
    }
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
      throw .malformed("A line of the head has no colon.")
    }
    guard let name = FieldRules.lowercasedName(line.extracting(0..<colon)) else {
      throw .malformed("The name of a field is empty, or holds a blank or another byte that no name may hold.")
    }
    guard let value = FieldRules.value(line.extracting(colon + 1..<line.count)) else {
      throw .malformed("The value of \(name.prefix(64)) holds a control byte, or bytes that are not UTF-8.")
    }
    return (name, value)
  }

  /// RFC 9112, section 3.2: exactly one in HTTP/1.1. In HTTP/1.0 it may be missing.
  private static func checkHost(_ control: MessageControl, _ version: HTTP1Version) throws(Refusal) {
    guard control.hosts <= 1 else { throw .malformed("More than one Host is given.") }
    guard control.hosts == 1 || version == .http10 else { throw .malformed("The Host field is missing.") }
  }

  /// RFC 9110, section 10.1.1: HTTP/1.0 has no expectations, and there is only one to have.
  private static func expectsContinue(_ control: MessageControl, _ version: HTTP1Version) throws(Refusal) -> Bool {
    guard version == .http11, let expectation = control.expectation else { return false }
    guard expectation.equalsIgnoringCase("100-continue") else {
      throw Refusal(status: 417, reason: "The only Expect understood here is 100-continue.")
    }
    return true
  }
}
