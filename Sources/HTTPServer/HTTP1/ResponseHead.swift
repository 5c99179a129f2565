// SPDX-License-Identifier: Apache-2.0

/// The head of a response as bytes. Whatever the application put into names and values, no line of it can become two.
struct ResponseHead {
  enum ConnectionOption {
    /// What HTTP/1.1 means by saying nothing.
    case unsaid
    case close
    /// For a client of HTTP/1.0, which would not expect it.
    case keepAlive
  }

  var status: Int
  var fields: HTTPFields
  /// Of the body that GET would have; `nil` where a length must not be sent or is not known.
  var contentLength: Int?
  /// The body comes in chunks (RFC 9112, section 7.1).
  var isChunked: Bool
  var connection: ConnectionOption

  /// - Parameter isChunked: of a body that is being made.
  init(_ response: HTTPResponse, connection: ConnectionOption, isChunked: Bool = false) {
    precondition((200...599).contains(response.status), "no final status: \(response.status)")
    status = response.status
    fields = response.fields
    contentLength = Self.hasBody(status) && response.stream == nil ? response.body.count : nil
    self.isChunked = isChunked
    self.connection = connection
  }

  /// RFC 9110, sections 15.3.5 and 15.4.5.
  static func hasBody(_ status: Int) -> Bool {
    status != 204 && status != 304
  }

  /// - Parameter date: the value of the Date field.
  func encode(into output: inout [UInt8], date: [UInt8]) {
    output.append(Self.statusLine(status).utf8.span)
    output.append("\r\ndate: ".utf8.span)
    output.append(contentsOf: date)
    if let contentLength {
      output.append("\r\ncontent-length: ".utf8.span)
      output.append(String(contentLength).utf8.span)
    }
    if isChunked { output.append("\r\ntransfer-encoding: chunked".utf8.span) }
    switch connection {
    case .unsaid: break
    case .close: output.append("\r\nconnection: close".utf8.span)
    case .keepAlive: output.append("\r\nconnection: keep-alive".utf8.span)
    }
    for field in fields.list where !Self.isOurs(field.name) { Self.encode(field, into: &output) }
    output.append("\r\n\r\n".utf8.span)
  }

  /// Fields that say where the message ends, or what comes after it, are the codec's alone.
  private static func isOurs(_ name: String) -> Bool {
    switch name {
    case "content-length", "transfer-encoding", "connection", "keep-alive", "date": true
    default: false
    }
  }

  private static func encode(_ field: HTTPFields.Field, into output: inout [UInt8]) {
    output.append("\r\n".utf8.span)
    let name = output.count
    output.append(field.name.utf8.span)
    for index in name..<output.count where !FieldRules.token.contains(output[index]) {
      output[index] = UInt8(ascii: "-")
    }
    output.append(": ".utf8.span)
    let value = output.count
    output.append(field.value.utf8.span)
    for index in value..<output.count where FieldRules.isControl(output[index]) {
      output[index] = FieldRules.space
    }
  }

  private static func statusLine(_ status: Int) -> String {
    status == 200 ? "HTTP/1.1 200 OK" : "HTTP/1.1 \(status) \(reason(status))"
  }

  /// For people who read along; programs ignore it (RFC 9112, section 4).
  private static func reason(_ status: Int) -> String {
    switch status {
    case 204: "No Content"
    case 304: "Not Modified"
    case 400: "Bad Request"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 408: "Request Timeout"
    case 411: "Length Required"
    case 413: "Content Too Large"
    case 414: "URI Too Long"
    case 415: "Unsupported Media Type"
    case 417: "Expectation Failed"
    case 431: "Request Header Fields Too Large"
    case 500: "Internal Server Error"
    case 501: "Not Implemented"
    case 503: "Service Unavailable"
    case 505: "HTTP Version Not Supported"
    default: ""
    }
  }
}
