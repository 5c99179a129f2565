// SPDX-License-Identifier: Apache-2.0
import Outbound

/// Answers in the forms of the sidecar's framework.
enum SidecarAnswer {
  static func json(_ text: String, status: Int = 200, fields: [OutboundField] = []) -> OutboundResponse {
    response(status, "application/json", text, fields)
  }

  /// An exception: its message as it is, under a content type that may promise something else, or under none.
  static func failure(_ message: String, contentType: String? = nil) -> OutboundResponse {
    response(500, contentType, message)
  }

  /// An error of a resource that takes the trouble to describe it.
  static func exception(_ message: String) -> OutboundResponse {
    json(
      PrettyJSON.text { writer in
        writer.object { writer in
          writer.name("exception")
          writer.object { $0.member("message", message) }
        }
      }, status: 500)
  }

  /// The text that stands for an operation nobody knows.
  static let notFound = "HTTP 404 Not Found"

  static func response(
    _ status: Int, _ contentType: String? = nil, _ text: String = "", _ fields: [OutboundField] = []
  ) -> OutboundResponse {
    let type = contentType.map { [OutboundField("Content-type", $0)] } ?? []
    let head = OutboundHead(status: status, fields: type + fields + crossOrigin)
    return OutboundResponse(head: head, body: Array(text.utf8))
  }

  /// On every answer, so that a page in a browser may read it.
  private static let crossOrigin = [
    OutboundField("Access-control-allow-origin", "*"),
    OutboundField("Access-control-allow-credentials", "true"),
    OutboundField("Access-control-allow-headers", "origin, content-type, accept, authorization"),
    OutboundField("Access-control-allow-methods", "GET, POST, PUT, DELETE, OPTIONS, HEAD"),
  ]
}
