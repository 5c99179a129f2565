// SPDX-License-Identifier: Apache-2.0

/// A response, whole or with a body that is still being made. The codec adds what the protocol needs: `content-length` or
/// `transfer-encoding`, `date`, `connection`.
package struct HTTPResponse: Sendable, Equatable {
  /// 200 to 599.
  package var status: Int
  package var fields: HTTPFields
  package var body: [UInt8]
  /// The body, where it is made while it is sent; `body` is empty then.
  package private(set) var stream: BodyStream?
  /// No further request is read from the connection; over HTTP/2 it has no effect.
  package var closesConnection = false

  package init(status: Int, contentType: String, body: [UInt8]) {
    self.status = status
    self.body = body
    fields = HTTPFields()
    fields.append("content-type", contentType)
  }

  package init(status: Int, contentType: String, stream: BodyStream) {
    self.init(status: status, contentType: contentType, body: [])
    self.stream = stream
  }
}
