// SPDX-License-Identifier: Apache-2.0
package import HTTPServer
package import KubeModel

extension HTTPResponse {
  /// A failure of the request itself, as one line of JSON. It never looks like a review.
  package init(_ status: Status) {
    self.init(status: status.code, contentType: "application/json", body: status.encoded + [UInt8(ascii: "\n")])
    // It quotes what was sent, and a browser shall not take that for a page.
    fields.append("x-content-type-options", "nosniff")
  }

  package init(_ refusal: Refusal) {
    let reason = StatusReason(code: refusal.status)
    self.init(Status(code: refusal.status, reason: reason, message: refusal.reason))
    closesConnection = refusal.closesConnection
  }
}

extension StatusReason {
  /// Nil where Kubernetes has no word for the code.
  fileprivate init?(code: Int) {
    switch code {
    case 400: self = .badRequest
    case 403: self = .forbidden
    case 408: self = .timeout
    case 413: self = .requestEntityTooLarge
    case 503: self = .serviceUnavailable
    default: return nil
    }
  }
}
