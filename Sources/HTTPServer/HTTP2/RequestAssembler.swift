// SPDX-License-Identifier: Apache-2.0

/// Builds one request from the fields and the body of a stream, within the limits. nghttp2 has already refused what is
/// not well formed: pseudo-fields missing, doubled or late, upper case, connection-specific fields, bytes that no field
/// may hold, and a body that is not as long as its content-length.
struct RequestAssembler: Sendable {
  enum HeadVerdict: Sendable, Equatable {
    case accepted
    /// The client waits for our word before it sends the body (RFC 9110, section 10.1.1).
    case continueExpected
    case refused(Refusal)
  }

  /// What RFC 9113, section 6.5.2, adds to each field in SETTINGS_MAX_HEADER_LIST_SIZE.
  private static let fieldOverhead = 32
  /// Reserved at most before the bytes are there: a promised length costs its sender nothing.
  private static let firstReservation = 64 << 10

  private let limits: Limits
  private var method = ""
  private var target = ""
  private var authority = ""
  private var fields = HTTPFields()
  private var body: [UInt8] = []
  private var headBytes = 0
  private var refusal: Refusal?

  init(limits: Limits) {
    self.limits = limits
  }

  /// Takes the next field or pseudo-field. After one too many the rest is dropped.
  mutating func field(name: Span<UInt8>, value: Span<UInt8>) {
    headBytes += name.count + value.count + Self.fieldOverhead
    guard refusal == nil, fits else { return refuseHead() }
    if !name.isEmpty, name[0] == UInt8(ascii: ":") {
      pseudoField(Self.text(name), Self.text(value))
    } else {
      fields.append(Self.text(name), Self.text(value))
    }
  }

  /// The last field has come.
  mutating func headEnded(endsStream: Bool) -> HeadVerdict {
    if let refusal = refusal ?? refusalOfHead() { return .refused(refusal) }
    if fields["host"] == nil, !authority.isEmpty {
      fields.append("host", authority)
    }
    body.reserveCapacity(min(promisedLength ?? 0, Self.firstReservation))
    return fields["expect"] != nil && !endsStream ? .continueExpected : .accepted
  }

  /// Takes the next part of the body; a refusal when there is more than the limit. What was held is let go then.
  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) -> Refusal? {
    guard body.count + bytes.count <= limits.bodyBytes else {
      body = []
      return bodyTooLarge
    }
    body.append(contentsOf: bytes)
    return nil
  }

  var isHead: Bool { method == "HEAD" }

  /// The request as far as it has come; its fields and its body are let go. Trailer fields are not part of it.
  mutating func takeRequest() -> HTTPRequest {
    defer { (fields, body) = (HTTPFields(), []) }
    return HTTPRequest(method: HTTPMethod(method), target: target, fields: fields, body: body)
  }

  private mutating func pseudoField(_ name: String, _ text: String) {
    switch name {
    case ":method": method = text
    case ":path": target = text
    case ":authority": authority = text
    default: break
    }
  }

  private var fits: Bool {
    headBytes <= limits.headBytes && fields.list.count < limits.fieldCount
  }

  private var promisedLength: Int? {
    fields["content-length"].flatMap { Int($0) }
  }

  private var bodyTooLarge: Refusal {
    Refusal(
      status: 413, reason: "the request body is larger than \(limits.bodyBytes) bytes", closesConnection: false)
  }

  private mutating func refuseHead() {
    refusal = Refusal(
      status: 431,
      reason: "the request head is larger than \(limits.headBytes) bytes or has more than \(limits.fieldCount) fields",
      closesConnection: false)
    fields = HTTPFields()
  }

  private func refusalOfHead() -> Refusal? {
    if target.isEmpty {
      return Refusal(status: 501, reason: "the method CONNECT is not supported", closesConnection: false)
    }
    if let length = promisedLength, length > limits.bodyBytes { return bodyTooLarge }
    if let expectation = fields["expect"], expectation.lowercased() != "100-continue" {
      return Refusal(
        status: 417, reason: "the only expectation that can be met is 100-continue", closesConnection: false)
    }
    return nil
  }

  /// Field values may hold any bytes above the control characters; what is not UTF-8 is replaced.
  private static func text(_ bytes: Span<UInt8>) -> String {
    bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }
}
