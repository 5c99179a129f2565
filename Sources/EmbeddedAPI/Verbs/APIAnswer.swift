// SPDX-License-Identifier: Apache-2.0
internal import APIMachinery
internal import HTTPServer
internal import KubeModel

/// What a request is answered.
struct APIAnswer: Sendable {
  var code = 200
  var body: JSONValue
  /// Shown to the user by kubectl.
  var warnings: [String] = []

  init(code: Int = 200, _ body: JSONValue, warnings: [String] = []) {
    (self.code, self.body, self.warnings) = (code, body, warnings)
  }

  var response: HTTPResponse {
    var response = HTTPResponse(
      status: code, contentType: "application/json", body: Array(body.rawBytes) + [UInt8(ascii: "\n")])
    response.addWarnings(warnings)
    return response
  }
}

extension HTTPResponse {
  /// As RFC 7234 writes them (section 5.5), and kubectl reads them.
  mutating func addWarnings(_ warnings: [String]) {
    for warning in warnings {
      let text = PlainText.line(warning).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      fields.append("warning", "299 - \"\(text)\"")
    }
  }
}
