// SPDX-License-Identifier: Apache-2.0

/// A whole response. The codec adds what the protocol needs: `content-length`, `date`, `connection`.
package struct HTTPResponse: Sendable, Equatable {
  /// 200 to 599.
  package var status: Int
  package var fields: HTTPFields
  package var body: [UInt8]
  /// No further request is read from the connection; over HTTP/2 it has no effect.
  package var closesConnection = false

  package init(status: Int, contentType: String, body: [UInt8]) {
    self.status = status
    self.body = body
    fields = HTTPFields()
    fields.append("content-type", contentType)
  }
}
