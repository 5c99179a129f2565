// SPDX-License-Identifier: Apache-2.0

/// The fields of an answer, packed in one piece of memory, so that pointers to all of them can be handed to nghttp2
/// for the time of one call.
struct HeaderBlock: Sendable {
  struct Field: Sendable {
    var start: Int
    var nameCount: Int
    var valueCount: Int
  }

  private static let usualCount = 8
  private static let usualBytes = 256

  /// Names and values, one after the other.
  private(set) var bytes: [UInt8] = []
  private(set) var fields: [Field] = []

  init(status: Int) {
    fields.reserveCapacity(Self.usualCount)
    bytes.reserveCapacity(Self.usualBytes)
    append(":status", String(status))
  }

  /// The head of an answer, which gets a content-length unless its status forbids one (RFC 9110, section 8.6) or nobody
  /// knows it.
  init(_ response: HTTPResponse) {
    self.init(status: response.status)
    for field in response.fields.list {
      append(field.name, field.value)
    }
    if response.status != 204, response.status != 304, response.stream == nil {
      append("content-length", String(response.body.count))
    }
  }

  private mutating func append(_ name: String, _ value: String) {
    fields.append(Field(start: bytes.count, nameCount: name.utf8.count, valueCount: value.utf8.count))
    bytes.append(contentsOf: name.utf8)
    bytes.append(contentsOf: value.utf8)
  }
}
