// SPDX-License-Identifier: Apache-2.0
@testable import HTTPServer

/// Answers at once with the request's body, or with what the path asks for.
struct EchoHandler: Handler {
  func handle(_ request: HTTPRequest) -> Handled {
    let size = request.queryParameter("bytes").flatMap { Int($0) }
    let body = size.map { [UInt8](repeating: UInt8(ascii: "x"), count: $0) } ?? request.body
    let response = HTTPResponse(status: 200, contentType: "text/plain", body: body)
    if request.path == "/hangUp" { return .hangUp }
    if request.path == "/streamed" { return .now(.streaming(Self.pieces(of: body))) }
    return request.path == "/later" ? .later { response } : .now(response)
  }

  private static func pieces(of body: [UInt8]) -> BodyStream {
    BodyStream { stream throws(CancellationError) in
      for start in stride(from: 0, to: body.count, by: 1_000) {
        try await stream.write(Array(body[start..<min(start + 1_000, body.count)]))
      }
    }
  }

  func render(_ refusal: Refusal) -> HTTPResponse {
    HTTPResponse(status: refusal.status, contentType: "text/plain", body: Array(refusal.reason.utf8))
  }
}
