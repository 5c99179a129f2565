// SPDX-License-Identifier: Apache-2.0

/// How the end of a body is found (RFC 9112, section 6). Two parties that disagree about it see different requests in
/// the same bytes, which is how requests are smuggled; so whatever could be read in two ways is refused.
enum BodyFraming: Sendable, Equatable {
  case none
  case length(Int)
  case chunked

  init(_ control: MessageControl, method: HTTPMethod, version: HTTP1Version, limit: Int) throws(Refusal) {
    if let codings = control.transferCodings {
      try Self.check(codings, control, version)
      self = .chunked
    } else if control.contentLengths > 0 {
      let length = try Self.length(control)
      guard length <= limit else { throw .bodyTooLarge(limit: limit) }
      self = length == 0 ? .none : .length(length)
    } else {
      guard ![.post, .put, .patch].contains(method) else {
        throw Refusal(status: 411, reason: "\(method.name) needs a Content-Length or chunked Transfer-Encoding.")
      }
      self = .none
    }
  }

  private static func check(_ codings: String, _ control: MessageControl, _ version: HTTP1Version) throws(Refusal) {
    guard version == .http11 else { throw .malformed("HTTP/1.0 has no Transfer-Encoding.") }
    guard control.contentLengths == 0 else {
      throw .malformed("Both Content-Length and Transfer-Encoding are given; only one may say where the body ends.")
    }
    let list = MessageControl.list(codings)
    guard list.last?.equalsIgnoringCase("chunked") == true else {
      throw .malformed("The last Transfer-Encoding is not chunked, so the end of the body cannot be found.")
    }
    guard list.dropLast().allSatisfy({ !$0.isEmpty && !$0.equalsIgnoringCase("chunked") }) else {
      throw .malformed("The Transfer-Encoding names chunked twice or holds an empty element.")
    }
    guard list.count == 1 else {
      throw Refusal(status: 501, reason: "The only Transfer-Encoding understood here is chunked.")
    }
  }

  private static func length(_ control: MessageControl) throws(Refusal) -> Int {
    guard control.contentLengths == 1 else { throw .malformed("More than one Content-Length is given.") }
    let digits = control.contentLength ?? ""
    let isDecimal = digits.utf8.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    guard isDecimal, let length = Int(digits) else {
      throw .malformed("The Content-Length is not one decimal number below 2^63.")
    }
    return length
  }
}
